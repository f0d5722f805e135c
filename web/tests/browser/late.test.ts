// Answers that come late.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CounterUnderTest } from './counter';

let counter: CounterUnderTest;
beforeAll(async () => {
  counter = await CounterUnderTest.open();
});
afterAll(() => counter?.close());

test('what was asked for first does not take the place of what was asked for since', async () => {
  const seat = await counter.sit();
  const { page } = seat;
  await seat.button('ログインする').waitFor();
  await seat.signIn();

  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  let answered = () => {};
  const late = new Promise<void>((done) => (answered = done));
  await page.route(/\/v1\/due$/, async (route) => {
    await held;
    await route.continue();
    answered();
  });
  await seat.show('#/due');
  const day = page.getByLabel('この日までに');
  await day.fill('2099-12-31');
  await seat.button('表示する').click();
  await seat.heading('途中の手続の書類').waitFor();
  const first = page.waitForResponse((response) => response.url().endsWith('/v1/due'));
  letGo();
  await late;
  await (await first).finished();
  expect(await day.inputValue()).toBe('2099-12-31');
  expect(seat.complaints).toEqual([]);
  await seat.leave();
});
