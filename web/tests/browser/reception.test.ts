// From what somebody says to the procedure: only what matters is asked, nobody has to be sure, everything can be taken back,
// and whoever works here may know better.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { say, talkOf } from './clerk';
import { CounterUnderTest, type Seat } from './counter';

let counter: CounterUnderTest;
let seat: Seat;
beforeAll(async () => {
  counter = await CounterUnderTest.open();
});
afterAll(() => counter?.close());

beforeEach(async () => {
  seat = await counter.sit();
  await seat.signIn();
  await talkOf(seat).locator('h2').waitFor();
});
afterEach(async () => {
  expect(await seat.barriers()).toEqual([]);
  expect(seat.complaints).toEqual([]);
  await seat.leave();
});

const question = () => talkOf(seat).locator('h2');
const found = (symbol: string) => talkOf(seat).getByRole('heading', { level: 2, name: new RegExp(`^${symbol} `) });
const has = (text: string | RegExp) => talkOf(seat).getByText(text).first();
const named = async (title: RegExp) => {
  await seat.page.getByText('手続が分かっているとき').click();
  const before = await question().innerText();
  await seat.button(title).click();
  await question().getByText(before, { exact: true }).waitFor({ state: 'detached' });
};

/// ④ and ③ but for the certificate.
async function untilCertificate(): Promise<void> {
  const says = ['本人', '今のカードのことで来た', 'どちらにも書いていない', '暗証番号を使わない'];
  while (!(await question().innerText()).includes('電子証明書')) {
    const labels = await talkOf(seat).locator('.answer [data-label]').allInnerTexts();
    await say(seat, says.find((each) => labels.some((label) => label.startsWith(each)))!);
  }
}

test('who is not sure is asked for a clue, then told how to find out, and goes on with what was found', async () => {
  await untilCertificate();
  await say(seat, '分からない');
  await has('有効期限通知書が届き').waitFor();
  await say(seat, '届いていない');
  await seat.heading('確かめると、手続が決まります').waitFor();
  await has(/統合端末で失効情報を確かめてください/).waitFor();
  await seat.picture('reception-find-out');
  expect(await seat.barriers()).toEqual([]);
  await say(seat, '要らない');
  await found('④').waitFor();
});

test('the keyboard alone: digits choose, Enter continues, Backspace and Escape go back', async () => {
  const { keyboard } = seat.page;
  const first = await question().innerText();
  await keyboard.press('1');
  expect(await question().innerText()).toBe(first); // chosen, not given yet
  await keyboard.press('Enter');
  await question().getByText(first).waitFor({ state: 'detached' });
  const second = await question().innerText();
  await keyboard.press('0');
  await keyboard.press('Enter');
  await question().getByText(second).waitFor({ state: 'detached' });
  await keyboard.press('Escape');
  await question().getByText(second).waitFor();
  await keyboard.press('Backspace');
  await question().getByText(first).waitFor();
  await keyboard.press('Backspace'); // there is nothing before it
  expect(await question().innerText()).toBe(first);

  await seat.page.getByRole('link', { name: '受付' }).focus();
  await keyboard.press('1'); // the keyboard is elsewhere
  expect(await seat.page.getByRole('link', { name: '受付' }).evaluate((node) => node === document.activeElement)).toBe(true);
});

test('a second click that comes too early, and a key held down, answer nothing', async () => {
  const sent: string[] = [];
  seat.page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
  const first = await question().innerText();
  await talkOf(seat).locator('.answer').first().dispatchEvent('click', { detail: 2 });
  await named(/^④ /);
  await found('④').dispatchEvent('keydown', { key: 'Enter', code: 'Enter', repeat: true });
  await found('④').dispatchEvent('keydown', { key: 'Escape', code: 'Escape' });
  await question().getByText(first).waitFor();
  expect(sent).toEqual(['/v1/choice']); // the naming
});

test('at the end Enter begins the procedure', async () => {
  await named(/^④ /);
  await found('④').waitFor();
  await seat.page.keyboard.press('Enter');
  await seat.page.locator('.next').waitFor();
});

test('any answer can be given anew; what came after it is asked again', async () => {
  const first = await question().innerText();
  await untilCertificate();
  const said = seat.page.getByRole('region', { name: 'ここまでの答え' });
  expect(await said.getByRole('listitem').count()).toBeGreaterThan(1);
  await said.getByRole('button', { name: `答え直す：${first}` }).click();
  await question().getByText(first).waitFor();
  expect(await said.count()).toBe(0);
});

test('a clerk who knows the procedure names it and answers only what is still open', async () => {
  await named(/^⑤ /);
  await has('「顔認証」と書いてありますか').waitFor();
  await say(seat, 'カードにはなく、ケースの裏に書いてある');
  await found('⑤').waitFor();
  await seat.picture('reception-named');
  await seat.button('この手続を始める').click();
  await seat.page.locator('.next').waitFor();
});

test('what a representative is to the applicant is asked before the case is opened', async () => {
  await named(/^④’ /);
  await found('④’').waitFor();
  await seat.page.getByRole('radio', { name: '同じ世帯の人', exact: true }).check();
  await seat.button('この手続を始める').click();
  await seat.page.locator('.next').waitFor();
});

test('another procedure than the one proposed is begun with a reason, and not without', async () => {
  await named(/^④ /);
  await found('④').waitFor();
  await seat.page.getByText('別の手続で進める').click();
  const which = seat.page.getByRole('combobox', { name: /^手続/ });
  const reason = seat.page.getByRole('combobox', { name: /^理由/ });
  await which.selectOption({ value: 'P03' });
  await seat.button('理由を記録して始める').click();
  expect(await reason.evaluate((node: HTMLSelectElement) => node.matches(':invalid') && node === document.activeElement)).toBe(true);
  await reason.selectOption({ value: 'card_seen' });
  await seat.picture('reception-override');
  expect(await seat.barriers()).toEqual([]);
  const sent = seat.page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/v1/cases'));
  await seat.button('理由を記録して始める').click();
  expect((await sent).postDataJSON()).toMatchObject({ procedure: 'P03', override_reason: 'card_seen' });
  await seat.page.locator('.next').waitFor();
});

test('where no procedure is needed the page says why, and what to do instead', async () => {
  await named(/^⑤ /);
  await say(seat, 'どちらにも書いていない');
  await has('設定切替の手続はありません').waitFor();
  await has(/通常のカードの手続.*で受け付けてください/).waitFor();
  expect(await seat.button('この手続を始める').count()).toBe(0);
  await seat.picture('reception-none');
});
