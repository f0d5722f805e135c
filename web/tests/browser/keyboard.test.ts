// ④ by the keyboard alone, from signing in to giving the card back, following nothing but the page.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, Clerk } from './clerk';
import { CounterUnderTest, kClerk } from './counter';

let counter: CounterUnderTest;
beforeAll(async () => {
  counter = await CounterUnderTest.open();
});
afterAll(() => counter?.close());

test('a clerk switches a card to face authentication without touching the mouse', async () => {
  const seat = await counter.sit();
  const { keyboard } = seat.page;
  await seat.button('ログインする').waitFor();
  await keyboard.press('Tab');
  while (!(await seat.page.getByLabel('職員ID').evaluate((node) => node === document.activeElement))) await keyboard.press('Tab');
  await keyboard.type(kClerk.login);
  await keyboard.press('Tab');
  await keyboard.type(kClerk.password);
  await keyboard.press('Enter');
  await seat.heading('受付').waitFor();

  const clerk = await Clerk.sitting(seat, 'P04', {}, 'keyboard');
  await clerk.press(seat.button(/（通常のカード）をリーダーに置く/).first());
  await seat.page.getByText('（残り3回）').first().waitFor();
  await begin(clerk);
  await clerk.goOn();

  await seat.page.getByText('カードを返却しました').waitFor();
  await seat.page.getByText('3つともロックされています').waitFor();
  expect(await seat.page.locator('.next .locked').count()).toBe(3);
  expect(seat.complaints).toEqual([]);
  await seat.picture('keyboard-end');

  // The card that was given back is watched from now on.
  const id = seat.page.url().split('/').at(-1)!;
  await seat.show('#/due');
  await seat.page.getByLabel('この日までに').fill('2099-12-31');
  await clerk.press(seat.button('表示する'));
  await seat.page.getByRole('row').filter({ hasText: id }).getByText('更新期間前').waitFor();
  expect(await seat.barriers()).toEqual([]);
  await seat.picture('due');
  await seat.leave();
});
