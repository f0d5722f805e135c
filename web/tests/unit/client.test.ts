// The client: one act is done once, whatever happens to the answers on their way.
import { webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Client, newKey } from '../../src/api/client';
import { asProblem, Problem } from '../../src/api/problem';

globalThis.crypto ??= webcrypto as Crypto; // Node.js 18 does not have it by itself

type Sent = { path: string; method: string; key: string | null; type: string | null; body: unknown };

/// A server that gives the answers named, one after the other; an Error is a line that breaks.
function serverWith(...answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  const client = new Client(
    (path, init) => {
      const headers = new Headers(init.headers);
      sent.push({ path, method: init.method ?? '', key: headers.get('Idempotency-Key'), type: headers.get('Content-Type'), body: init.body });
      const answer = answers.shift();
      return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer ?? new Error('no answer is left'));
    },
    () => Promise.resolve(),
  );
  return { client, sent };
}

const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });
const problem = (status: number, fault: string, more: object = {}) =>
  new Response(JSON.stringify({ type: `/docs/faults#${fault}`, title: '題', status, fault, cause: '因', remedy: '策', ...more }), { status });
const broken = () => new TypeError('the line broke');
const failureOf = (attempt: Promise<unknown>) => attempt.then(() => undefined, asProblem);

describe('an act', () => {
  test('is sent as JSON with a key of its own', async () => {
    const { client, sent } = serverWith(json({}), json({}));
    await client.act('/v1/cases', { procedure: 'P04' });
    await client.act('/v1/cases', { procedure: 'P04' });
    expect(sent[0]).toMatchObject({ method: 'POST', type: 'application/json', body: '{"procedure":"P04"}' });
    expect(sent[0]!.key).toMatch(/^[0-9a-f]{32}$/);
    expect(sent[1]!.key).not.toBe(sent[0]!.key);
  });

  test('whose answer was lost is sent again under the same key', async () => {
    const { client, sent } = serverWith(broken(), json({ outcome: 'done' }));
    expect(await client.act('/v1/cases/1/card', {})).toEqual({ outcome: 'done' });
    expect(sent.map((each) => each.key)).toEqual([sent[0]!.key, sent[0]!.key]);
  });

  test('that nobody answers can still be sent again by hand, as the same act', async () => {
    const { client, sent } = serverWith(broken(), broken(), broken(), json({ outcome: 'done' }));
    const failure = await failureOf(client.act('/v1/cases/1/card', {}));
    expect(failure?.fault).toBe('unreachable');
    expect(await failure!.again!()).toEqual({ outcome: 'done' });
    expect(new Set(sent.map((each) => each.key)).size).toBe(1);
  });

  test('of which it is unknown whether it was stored can be sent again too', async () => {
    const unknown = () => problem(503, 'storage-unknown');
    const { client } = serverWith(unknown(), unknown(), unknown(), json({ outcome: 'done' }));
    const failure = await failureOf(client.act('/v1/cases/1/card', {}));
    expect(failure?.fault).toBe('storage-unknown');
    expect(await failure!.again!()).toEqual({ outcome: 'done' });
  });

  test('that the rules refuse is not sent a second time and says which rules', async () => {
    const reasons = [{ text: '理由', remedy: '方法', rules: [{ id: 'R-SET-08', text: '規則' }] }];
    const { client, sent } = serverWith(problem(409, 'refused-by-rules', { reasons }));
    const failure = await failureOf(client.act('/v1/cases/1/steps/S18_endorse', {}));
    expect(failure?.refused).toBe(true);
    expect(failure?.reasons).toEqual(reasons);
    expect(sent).toHaveLength(1);
  });
});

describe('a session', () => {
  test('that the server no longer knows is left', async () => {
    const { client } = serverWith(problem(401, 'sign-in-needed'));
    let left = 0;
    client.onSignedOut = () => left++;
    await failureOf(client.get('/v1/cases'));
    expect(left).toBe(1);
  });

  test('is kept when a second officer mistypes a password', async () => {
    const { client } = serverWith(problem(401, 'sign-in-refused'));
    let left = 0;
    client.onSignedOut = () => left++;
    const failure = await failureOf(client.act('/v1/cases/1/facts', { facts: {} }));
    expect(failure).toBeInstanceOf(Problem);
    expect(left).toBe(0);
  });
});

test('an answer that is not ours still becomes a message with cause and remedy', async () => {
  const { client } = serverWith(new Response('<html>proxy</html>', { status: 502 }));
  const failure = await failureOf(client.get('/v1/site'));
  expect(failure?.fault).toBe('no-answer');
  expect(failure?.remedy).not.toBe('');
});

test('no two keys are the same', () => {
  const keys = Array.from({ length: 1000 }, newKey);
  expect(new Set(keys).size).toBe(keys.length);
});
