// All thirteen procedures through the page, each with its ordinary card, to its own end.
import { afterAll, beforeAll, expect, test } from 'vitest';
import branches from '../../../libs/counter/data/branches.json';
import { begin, Clerk } from './clerk';
import { CounterUnderTest } from './counter';

let counter: CounterUnderTest;
beforeAll(async () => {
  counter = await CounterUnderTest.open();
});
afterAll(() => counter?.close());

const kEnds: Record<string, string> = {
  P01: 'カードを交付しました',
  P02: 'カードを発送しました',
  P03: 'カードを交付しました',
  P04: 'カードを返却しました',
  P05: 'カードを交付しました',
  P06: 'カードを返却しました',
  P07: 'カードを返却しました',
};

test.each(Object.entries(branches).map(([procedure, { card }]) => [procedure, card]))('%s with the card %s', async (procedure, card) => {
  const seat = await counter.sit();
  await seat.signIn();
  await seat.place(card);
  const clerk = await Clerk.sitting(seat, procedure);
  await begin(clerk);
  await clerk.goOn();
  await seat.picture(`end-${procedure}`);
  await seat.page.locator('.outcome').getByText(kEnds[procedure.replace('R', '')]!).waitFor({ timeout: 5_000 });
  expect(seat.complaints).toEqual([]);
  await seat.leave();
});
