// The one way to the server. Reading may be tried again at will; an act carries one Idempotency-Key for as long as it
// takes, so that an answer lost on the way never means that something is done twice.
import { problemFrom, unreachable } from './problem';

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

/// Milliseconds before each further attempt when nobody answers or the server is busy.
const kPauses = [300, 1200];

export class Client {
  /// Called when the server no longer knows the session.
  onSignedOut: () => void = () => {};

  constructor(
    private readonly fetch: Fetch = (path, init) => globalThis.fetch(path, init),
    private readonly pause: (milliseconds: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
  ) {}

  get<T>(path: string): Promise<T> {
    return this.send<T>(path, { method: 'GET' });
  }

  /// A question too long for an address: changes nothing, needs no key.
  ask<T>(path: string, body: object): Promise<T> {
    return this.send<T>(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  }

  /// @throws Problem; its `again`, where there is one, sends the same act with the same key
  act<T>(path: string, body: object, method: 'POST' | 'PATCH' = 'POST', key: string = newKey()): Promise<T> {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
    return this.send<T>(path, { method, headers, body: JSON.stringify(body) });
  }

  delete(path: string): Promise<void> {
    return this.send<void>(path, { method: 'DELETE' });
  }

  private async send<T>(path: string, init: RequestInit): Promise<T> {
    const answer = await this.untilAnswered(path, init);
    if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
    const problem = await problemFrom(answer, answer.status === 503 ? () => this.send(path, init) : undefined);
    if (problem.fault === 'sign-in-needed') this.onSignedOut();
    throw problem;
  }

  private async untilAnswered(path: string, init: RequestInit): Promise<Response> {
    const options: RequestInit = { credentials: 'same-origin', cache: 'no-store', redirect: 'error', ...init };
    for (const wait of [...kPauses, undefined]) {
      const answer = await this.fetch(path, options).catch(() => undefined);
      if (answer !== undefined && (answer.status !== 503 || wait === undefined)) return answer;
      if (wait === undefined) break;
      await this.pause(wait);
    }
    throw unreachable(() => this.send(path, init));
  }
}

/// 128 random bits. (randomUUID is missing where the page is not served over TLS.)
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
