// Papers come out of a case at the counter, the entry for the card too, and a paper that comes back opens its case.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { begin, Clerk } from './clerk';
import { CounterUnderTest, type Seat } from './counter';

let counter: CounterUnderTest;
beforeAll(async () => {
  counter = await CounterUnderTest.open();
});
afterAll(() => counter?.close());

const papersOf = (seat: Seat): Locator => seat.page.getByRole('region', { name: '書類' });
const kForm = '暗証番号の設定を希望しない旨の申請書';

async function caseOf(procedure: string): Promise<{ seat: Seat; clerk: Clerk; id: string }> {
  const seat = await counter.sit();
  await seat.button('ログインする').waitFor();
  await seat.signIn();
  await seat.place('normal');
  const clerk = await Clerk.sitting(seat, procedure);
  await begin(clerk);
  return { seat, clerk, id: seat.page.url().split('/').at(-1)! };
}

/// What a link leads to, asked with the page's own session.
async function fileBehind(seat: Seat, link: Locator): Promise<{ type: string; name: string; begins: string }> {
  expect(await link.getAttribute('target')).toBe('_blank');
  const answer = await seat.page.request.get(seat.address + (await link.getAttribute('href'))!);
  const headers = answer.headers();
  return { type: headers['content-type']!, name: headers['content-disposition'] ?? '', begins: (await answer.body()).subarray(0, 5).toString() };
}

const drawn = (image: Locator) => image.evaluate((node: HTMLImageElement) => node.decode().then(() => node.naturalWidth > 300));

test('the form that a case demands is printed, and looked at by the keyboard alone', async () => {
  const { seat, clerk, id } = await caseOf('P04');
  const papers = papersOf(seat);
  const link = papers.getByRole('link', { name: new RegExp(`^印刷\\s*：${kForm}`) });
  expect(await fileBehind(seat, link)).toEqual({ type: 'application/pdf', name: expect.stringContaining(`kaomado-F04-${id}.pdf`), begins: '%PDF-' });

  const look = papers.getByRole('button', { name: new RegExp(`^プレビュー\\s*：${kForm}`) });
  await look.focus();
  await seat.page.keyboard.press('Enter');
  const dialog = seat.page.getByRole('dialog', { name: new RegExp(kForm) });
  const picture = dialog.getByRole('img');
  await picture.waitFor();
  expect(await drawn(picture)).toBe(true);
  await dialog.getByText('印字済み：').waitFor();
  expect(await seat.barriers()).toEqual([]);
  await seat.picture('paper-preview');
  await seat.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await look.evaluate((node) => node === document.activeElement)).toBe(true);

  await papers.getByText(/^ほかの様式/).click();
  await papers.getByRole('link', { name: /^印刷\s*：委任状/ }).waitFor();
  expect(await seat.barriers()).toEqual([]);
  await seat.picture('papers');
  expect(clerk.done).toEqual([]);
  expect(seat.complaints).toEqual([]);
  expect(seat.elsewhere).toEqual([]);
  await seat.leave();
});

test('the entry is seen on the card before it is printed, and printed only when the lock is confirmed', async () => {
  const { seat, clerk, id } = await caseOf('P04');
  await clerk.goOn((title) => title.includes('パスワードロックツール'));
  const early = await seat.page.request.get(`${seat.address}/v1/cases/${id}/endorsement?as=pdf`);
  expect(early.status()).toBe(409);

  await clerk.goOn((title) => title.includes('「顔認証」と記載'));
  const entry = seat.page.getByRole('region', { name: '追記欄への記載' });
  await entry.getByText(/^顔認証　令和\d+年\d+月\d+日　見本市長印$/).waitFor();
  expect(await drawn(entry.getByRole('img', { name: /行目に「顔認証/ }))).toBe(true);
  const link = entry.getByRole('link', { name: /印字用のPDFを開く/ });
  expect(await fileBehind(seat, link)).toEqual({ type: 'application/pdf', name: expect.stringContaining(`kaomado-entry-${id}.pdf`), begins: '%PDF-' });
  expect(await seat.barriers()).toEqual([]);
  expect(await seat.page.getByLabel('追記欄の何行目に記載しますか。').inputValue()).toBe('1');
  await seat.picture('endorsement');
  await clerk.goOn();
  await seat.page.getByText('カードを返却しました').waitFor();
  expect(seat.complaints).toEqual([]);
  await seat.leave();
});

test('the QR code of a paper that came back opens its case at that paper', async () => {
  const { seat, id } = await caseOf('P04');
  await seat.show('#/cases');
  const search = seat.page.getByRole('searchbox', { name: '手続番号をさがす' });
  await search.focus();
  await seat.page.keyboard.type(`KAOMADO F04 ${id}`); // as a reader at the keyboard does
  await seat.page.keyboard.press('Enter');
  await seat.heading(/④/).waitFor();
  const line = papersOf(seat).getByRole('listitem').filter({ hasText: kForm }).first();
  await seat.page.waitForFunction((title) => document.activeElement?.textContent?.includes(title), kForm);
  expect(await line.evaluate((node) => node === document.activeElement)).toBe(true);
  await seat.picture('paper-came-back');

  await seat.show('#/cases');
  await search.fill('https://example.com/');
  await search.press('Enter');
  await seat.page.getByRole('alert').getByText('手続番号でも、この窓口の用紙のQRコードでもありません。').waitFor();
  expect(await seat.barriers()).toEqual([]);
  expect(seat.complaints).toEqual([]);
  await seat.leave();
});
