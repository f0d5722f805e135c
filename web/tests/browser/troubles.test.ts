// What can go wrong at a counter, and what the page then says: what happened, what is true of each PIN, what to do.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { begin, Clerk } from './clerk';
import { CounterUnderTest, type Seat } from './counter';

let counter: CounterUnderTest;
let seat: Seat;
let card: string;
beforeAll(async () => {
  counter = await CounterUnderTest.open();
});
afterAll(() => counter?.close());

beforeEach(async () => {
  seat = await counter.sit();
  await seat.signIn();
  card = await seat.place('normal');
});
afterEach(async () => {
  await seat.trouble({});
  await seat.leave();
});

const kLock = 'パスワードロックツールで暗証番号ロック';
const message = () => seat.page.locator('.message');

/// ④ up to the thing of this title.
async function upTo(title: string, given: Record<string, string> = {}): Promise<Clerk> {
  const clerk = await Clerk.sitting(seat, 'P04', given);
  await begin(clerk);
  expect(await clerk.goOn((next) => next.includes(title))).toContain(title);
  return clerk;
}

test('a card pulled during the lock: the PINs are told as they are, and the same button finishes the work', async () => {
  const clerk = await upTo(kLock);
  await seat.trouble({ pull_after: 15 });
  await clerk.doNext();
  await message().getByText('何が起きたか').waitFor();
  await message().getByText('カードはまだ渡さないでください。').waitFor();
  await message().getByText('今は違うかもしれません').waitFor();
  await seat.put(card);
  await message().getByText('今読み取った状態です').waitFor(); // by itself: the server tells that the card is back
  expect(await message().locator('li').count()).toBe(3);
  await seat.picture('pulled-and-back');
  await seat.button('分かった').click();
  await clerk.goOn();
  await seat.page.getByText('カードを返却しました').waitFor();
});

test('another card on the reader is not touched, and the page says that it is another one', async () => {
  const clerk = await upTo(kLock);
  const other = await seat.place('normal');
  await seat.page.getByText('この手続のカードではありません').first().waitFor();
  await clerk.doNext();
  await message().getByText('リーダーの上には別のカードがあります').waitFor();
  await seat.picture('wrong-card');
  expect(other).not.toBe(card);
  const lines = seat.page.locator('aside .open');
  expect(await lines.count()).toBe(3); // the other card's PINs are still open
});

test('a card that is not in operation yet is not locked, and the page says why', async () => {
  await seat.trouble({ status_pending: 1 });
  const clerk = await upTo('運用状況');
  await clerk.doNext();
  await message().waitFor();
  await seat.picture('status-pending');
  await seat.button('分かった').click();
  await clerk.goOn();
  await seat.page.getByText('カードを返却しました').waitFor();
});

test('a portal that is down is told calmly, and the case can be put aside and taken up again', async () => {
  await seat.trouble({ portal_down: true });
  const clerk = await upTo('保険証利用の申込み', { ins_registered: 'no' });
  await clerk.doNext();
  await message().waitFor();
  await seat.picture('portal-down');
  await seat.button('分かった').click();
  await seat.page.getByText('中断する', { exact: true }).first().click();
  await seat.page.getByLabel('中断する理由').selectOption({ label: '機器の不具合' });
  await seat.button('中断する').click();
  await seat.page.getByText('手続を続けます').waitFor();

  await seat.trouble({});
  await seat.show('#/cases');
  await seat.page.getByRole('link', { name: /^続ける/ }).last().click();
  await clerk.next.waitFor();
  await clerk.goOn();
  await seat.page.getByText('カードを返却しました').waitFor();
});

test('a wrong password says so, and nobody is let in', async () => {
  await seat.button('ログアウト').click();
  await seat.page.getByLabel('職員ID').fill('madoguchi');
  await seat.page.getByLabel('パスワード').fill('wrong');
  await seat.button('ログインする').click();
  await message().getByRole('heading').waitFor();
  expect(await message().innerText()).not.toContain('wrong');
  expect(await seat.button('ログアウト').count()).toBe(0);
  await seat.signIn();
});

test('nothing that is secret stays in the browser', async () => {
  const kept = await seat.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie]));
  expect(kept).not.toContain('training-madoguchi');
  expect(kept).not.toContain('kaomado_session');
});
