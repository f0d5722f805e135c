import { expect, test } from 'vitest';
import { newest } from '../../src/state/newest';

test('an answer that comes after another was asked for does not count', () => {
  const ask = newest();
  const first = ask();
  expect(first()).toBe(true);
  const second = ask();
  expect(first()).toBe(false);
  expect(second()).toBe(true);
});
