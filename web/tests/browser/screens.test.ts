// Every screen: no barrier that a program can find, nothing from another host, nothing cut off when enlarged.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { begin, Clerk, say, talkOf } from './clerk';
import { CounterUnderTest, kDesk, kTablet, type Seat } from './counter';

let counter: CounterUnderTest;
beforeAll(async () => {
  counter = await CounterUnderTest.open();
});
afterAll(() => counter?.close());

/// 1024 pixels enlarged to 200 %.
const kEnlarged = { width: 512, height: 384 };

async function looksRight(seat: Seat, name: string): Promise<void> {
  await seat.picture(name);
  expect(await seat.barriers(), name).toEqual([]);
  const wider = await seat.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

describe.each([
  ['desk', kDesk],
  ['tablet', kTablet],
  ['enlarged', kEnlarged],
] as const)('on a %s', (size, viewport) => {
  test('every screen can be used', async () => {
    const seat = await counter.sit(viewport);
    const { page } = seat;
    await seat.button('ログインする').waitFor();
    await looksRight(seat, `${size}-sign-in`);
    await page.getByRole('link', { name: /住民の方へ/ }).click();
    await seat.heading('使えなくなること').waitFor();
    await looksRight(seat, `${size}-residents`);

    await seat.show('#/');
    await seat.signIn();
    await seat.place('normal');
    await page.getByText('（残り3回）').first().waitFor();
    const clerk = await Clerk.sitting(seat, 'P04');
    await talkOf(seat).locator('h2').waitFor();
    await page.getByText('手続が分かっているとき').click();
    await looksRight(seat, `${size}-reception`);
    await say(seat, '今のカードのことで来た');
    await looksRight(seat, `${size}-reception-asks`);
    await begin(clerk, () => looksRight(seat, `${size}-reception-found`));
    await looksRight(seat, `${size}-case-begins`);
    await clerk.goOn((title) => title.includes('パスワードロックツール'));
    await seat.button('ふりがな').click();
    await looksRight(seat, `${size}-case-before-lock`);
    await seat.button('ふりがな').click();
    for (const summary of await page.locator('summary').all()) if (await summary.isVisible()) await summary.click();
    await looksRight(seat, `${size}-case-unfolded`);

    await seat.trouble({ pull_after: 12 });
    await clerk.doNext();
    await page.getByText('今の暗証番号の状態').waitFor();
    await looksRight(seat, `${size}-card-pulled`);
    await seat.trouble({});

    await seat.show('#/cases');
    await page.getByRole('table').waitFor();
    await looksRight(seat, `${size}-work-list`);
    await seat.show('#/due');
    await page.getByLabel('この日までに').fill('2099-12-31');
    await seat.button('表示する').click();
    await seat.heading('途中の手続の書類').waitFor();
    await looksRight(seat, `${size}-due`);
    await seat.show('#/training');
    await seat.heading('起こす不具合').waitFor();
    await looksRight(seat, `${size}-training`);

    expect(seat.complaints).toEqual([]);
    expect(seat.elsewhere).toEqual([]);
    await seat.leave();
  });
});

test('residents read what works in six languages without signing in', async () => {
  const seat = await counter.sit();
  for (const [language, says] of Object.entries({ ja: 'マイナポータル', en: 'Mynaportal', zh: '便利店', ko: '편의점', vi: 'cửa hàng tiện lợi', pt: 'lojas de conveniência' })) {
    await seat.show(`#/residents/${language}`);
    await seat.page.locator(`article[lang="${language}"]`).getByText(says).first().waitFor();
    expect(await seat.barriers(), language).toEqual([]);
    await seat.picture(`residents-${language}`);
  }
  expect(seat.elsewhere).toEqual([]);
  await seat.leave();
});

test('what residents take home has no buttons on it, and in training it says so', async () => {
  const seat = await counter.sit();
  await seat.show('#/residents/ja');
  await seat.heading('使えなくなること').waitFor();
  await seat.page.emulateMedia({ media: 'print' });
  expect(await seat.button('印刷する').isVisible()).toBe(false);
  expect(await seat.page.locator('header').isVisible()).toBe(false);
  expect(await seat.page.getByText('訓練').last().isVisible()).toBe(true);
  await seat.leave();
});
