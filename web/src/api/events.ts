// What changes elsewhere, as the server tells it (server-sent events). Nothing is sent again after a break, so whoever
// listens reads anew whenever the line is back.
export interface Listener {
  case(id: string, sequence: number): void;
  reader(name: string): void;
  /// The line is there (again).
  connected(): void;
  broken(): void;
}

export interface Source {
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

const open = (path: string): Source => new EventSource(path);

/// Listens until the function that is given back is called.
export function listen(listener: Listener, source: (path: string) => Source = open): () => void {
  const events = source('/v1/events');
  events.addEventListener('hello', () => listener.connected());
  events.addEventListener('error', () => listener.broken());
  events.addEventListener('case', (event) => {
    const told = JSON.parse(event.data) as { case: string; sequence: number };
    listener.case(told.case, told.sequence);
  });
  events.addEventListener('reader', (event) => listener.reader((JSON.parse(event.data) as { reader: string }).reader));
  return () => events.close();
}
