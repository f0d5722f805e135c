// The line on which the server tells what changed.
import { expect, test } from 'vitest';
import { listen, type Listener, type Source } from '../../src/api/events';

class Line implements Source {
  private readonly listeners = new Map<string, (event: MessageEvent<string>) => void>();
  closed = false;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void) {
    this.listeners.set(type, listener);
  }
  close() {
    this.closed = true;
  }
  say(type: string, data: object = {}) {
    this.listeners.get(type)!({ data: JSON.stringify(data) } as MessageEvent<string>);
  }
}

function listening() {
  const line = new Line();
  const heard: string[] = [];
  const listener: Listener = {
    case: (id, sequence) => heard.push(`case ${id} ${sequence}`),
    reader: (name) => heard.push(`reader ${name}`),
    connected: () => heard.push('connected'),
    broken: () => heard.push('broken'),
  };
  return { line, heard, stop: listen(listener, () => line) };
}

test('changes of cases and readers are heard in their order', () => {
  const { line, heard } = listening();
  line.say('hello', { training: true });
  line.say('case', { case: '20261125-ABC234', sequence: 12 });
  line.say('reader', { reader: 'counter-1' });
  expect(heard).toEqual(['connected', 'case 20261125-ABC234 12', 'reader counter-1']);
});

test('a broken line and its return are told, so that everything is read anew', () => {
  const { line, heard } = listening();
  line.say('error');
  line.say('hello');
  expect(heard).toEqual(['broken', 'connected']);
});

test('who stops listening closes the line', () => {
  const { line, stop } = listening();
  stop();
  expect(line.closed).toBe(true);
});
