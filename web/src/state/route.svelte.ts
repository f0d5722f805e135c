// Which page: the part of the address after '#'. It holds numbers of cases and nothing about people.
export type Route =
  | { page: 'start' | 'cases' | 'due' | 'training' | 'password' }
  | { page: 'residents'; language: string }
  | { page: 'case'; id: string; form?: string };

export function routeOf(hash: string): Route {
  const [page, rest, form] = hash.replace(/^#\/?/, '').split('/');
  switch (page) {
    case 'cases':
      return rest ? { page: 'case', id: rest, form } : { page: 'cases' };
    case 'residents':
      return { page: 'residents', language: rest || 'ja' };
    case 'due':
    case 'training':
    case 'password':
      return { page };
    default:
      return { page: 'start' };
  }
}

class Here {
  route = $state<Route>(routeOf(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.route = routeOf(location.hash)));
  }
}

export const here = new Here();

export function go(hash: string): void {
  location.hash = hash;
}
