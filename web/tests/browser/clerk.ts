// A clerk who reads the page and gives the usual answers (libs/counter/data/rehearsal.json): by mouse, or by keyboard alone.
// What is asked is found by its text, as a person finds it.
import type { Locator } from 'playwright-core';
import usual from '../../../libs/counter/data/rehearsal.json';
import type { Fact, FactValue, Vocabulary } from '../../src/api/contract';
import type { Seat } from './counter';

/// What somebody says who comes for this procedure. Which of it is asked, and in which order, is the server's business.
const kSays: Record<string, string[]> = {
  P01: ['申請しておいた新しいカードを受け取る', '暗証番号を使わない'],
  P02: ['職員が出向いた先', '暗証番号を使わない'],
  P03: ['今のカードのことで来た', '要る', 'どちらにも書いていない', '暗証番号を使わない'],
  P04: ['今のカードのことで来た', '要らない', 'どちらにも書いていない', '暗証番号を使わない'],
  P05: ['今のカードのことで来た', '要らない', 'カードの追記欄に書いてある', '暗証番号を使う'],
  P06: ['引っ越しや氏名の変更など', '要らない', 'カードの追記欄に書いてある', '暗証番号を使わない'],
  P07: ['今のカードのことで来た', '要る', 'カードの追記欄に書いてある', '暗証番号を使わない'],
};

type Answers = Record<string, string>;
export type Hands = 'mouse' | 'keyboard';
const kMostThings = 80; // no procedure has so many things to do

export class Clerk {
  private facts = new Map<string, Fact>();
  private attributes = new Map<string, Fact>();
  readonly done: string[] = [];

  private constructor(
    readonly seat: Seat,
    readonly procedure: string,
    private readonly given: Answers,
    readonly hands: Hands,
  ) {}

  static async sitting(seat: Seat, procedure: string, given: Answers = {}, hands: Hands = 'mouse'): Promise<Clerk> {
    const clerk = new Clerk(seat, procedure, given, hands);
    const words = (await (await seat.page.request.get(`${seat.address}/v1/rulebook`)).json()) as Vocabulary;
    for (const fact of words.facts) clerk.facts.set(fact.question, fact);
    for (const attribute of words.documents.flatMap((document) => document.attributes)) clerk.attributes.set(attribute.question, attribute);
    return clerk;
  }

  get next(): Locator {
    return this.seat.page.getByRole('region', { name: /./ }).and(this.seat.page.locator('.next'));
  }

  async title(): Promise<string> {
    return (await this.next.locator('#next-title').innerText()).trim();
  }

  /// Does the next thing until the case has ended, something went wrong, or `until` says so.
  async goOn(until: (title: string) => boolean = () => false): Promise<string> {
    for (let things = 0; things < kMostThings; things++) {
      const title = await this.title();
      if (until(title) || (await this.ended())) return title;
      await this.doNext();
      if ((await this.seat.page.locator('.message').count()) > 0) return title;
    }
    throw new Error(`no end after: ${this.done.join(' / ')}`);
  }

  async ended(): Promise<boolean> {
    return (await this.seat.page.locator('.next .outcome').count()) > 0;
  }

  /// Answers what stands there and presses the one main button.
  async doNext(): Promise<void> {
    const title = await this.title();
    const paper = this.next.locator('input[name="received"]').first();
    if ((await paper.count()) > 0) await this.choose(paper);
    await this.answerAll(this.next);
    const button = this.next.locator('button.key');
    if ((await button.count()) !== 1) throw new Error(`${await button.count()} main buttons at: ${title}; ${await this.next.innerText()}`);
    const answered = this.seat.page.waitForResponse((response) => response.request().method() === 'POST');
    await this.press(button);
    await answered;
    await this.seat.page.locator('.next[aria-busy="false"]').waitFor();
    this.done.push(title);
  }

  /// Every question in there that is not folded away.
  async answerAll(within: Locator): Promise<void> {
    for (const field of await within.locator('fieldset, label.field').all()) {
      if ((await field.locator('xpath=ancestor::details').count()) > 0 || (await field.locator('input[name="received"]').count()) > 0) continue;
      await this.answer(field);
    }
  }

  private async answer(field: Locator): Promise<void> {
    const text = (await field.locator('legend, span').first().innerText()).trim();
    const fact = this.facts.get(text) ?? this.attributes.get(text);
    if (!fact) throw new Error(`nobody knows the question: ${text}`);
    const value = this.valueOf(fact, !this.facts.has(text));
    if (fact.type === 'yes_no' || (fact.type === 'word' && fact.values.length > 0)) {
      const label = typeof value === 'boolean' ? (value ? 'はい' : 'いいえ') : fact.values.find((choice) => choice.id === value)!.label;
      await this.choose(field.getByRole('radio', { name: label, exact: true }));
    } else {
      await this.type(field.locator('input'), String(value));
    }
  }

  private valueOf(fact: Fact, onPaper: boolean): FactValue {
    const own = (usual.procedures as Record<string, Answers>)[this.procedure] ?? {};
    const table: Answers = onPaper ? { ...usual.attributes, ...this.given } : { ...usual.answers, ...own, ...this.given };
    const answer = table[fact.id] ?? (fact.standard === undefined ? (fact.type === 'yes_no' ? 'yes' : fact.values[0]?.id) : String(fact.standard));
    if (fact.type === 'yes_no') return answer === 'yes' || answer === 'true';
    if (fact.id === 'entry_line') return Number(table['lines_used']) + 1;
    return answer ?? '';
  }

  async press(button: Locator): Promise<void> {
    if (this.hands === 'mouse') return button.click();
    await this.tabTo(button);
    await this.seat.page.keyboard.press('Enter');
  }

  async choose(radio: Locator): Promise<void> {
    if (this.hands === 'mouse') return radio.check();
    if (await radio.isChecked()) return;
    const group = this.seat.page.locator(`input[name="${await radio.getAttribute('name')}"]`);
    await this.tabTo(group);
    for (let tries = await group.count(); tries > 0 && !(await focused(radio)); tries--) await this.seat.page.keyboard.press('ArrowDown');
    if (!(await radio.isChecked())) await this.seat.page.keyboard.press('Space');
  }

  async type(input: Locator, text: string): Promise<void> {
    if (this.hands === 'mouse') return input.fill(text);
    await this.tabTo(input);
    await this.seat.page.keyboard.type(text);
  }

  /// From wherever the keyboard is, forwards until it is on one of these.
  async tabTo(target: Locator): Promise<void> {
    for (let presses = 0; presses < 120; presses++) {
      for (const one of await target.all()) if (await focused(one)) return;
      await this.seat.page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard never comes to ${target}`);
  }
}

const focused = (element: Locator) => element.evaluate((node) => node === document.activeElement);

export const talkOf = (seat: Seat): Locator => seat.page.getByRole('region', { name: '手続を選ぶ質問' });

/// Gives the answer that begins so, and waits for what the server says to it. By keyboard: its digit, and Enter.
export async function say(seat: Seat, begins: string, hands: Hands = 'mouse'): Promise<void> {
  const talk = talkOf(seat);
  const question = await talk.locator('h2').innerText();
  const answers = await talk.locator('.answer').all();
  const labels = await Promise.all(answers.map((answer) => answer.locator('[data-label]').innerText()));
  const place = labels.findIndex((label) => label.startsWith(begins));
  if (place < 0) throw new Error(`${begins} is no answer to: ${question}; but ${labels.join(' / ')}`);
  if (hands === 'mouse') await answers[place]!.click();
  else {
    await seat.page.keyboard.press((await answers[place]!.getAttribute('aria-keyshortcuts'))!);
    await seat.page.keyboard.press('Enter');
  }
  await talk.locator('h2').getByText(question, { exact: true }).waitFor({ state: 'detached' });
}

/// Question after question, until the procedure is found.
async function untilChosen(clerk: Clerk): Promise<void> {
  const { seat, procedure, hands } = clerk;
  const says = [procedure.endsWith('R') ? '代理の人だけ' : '本人', ...kSays[procedure.replace('R', '')]!];
  const talk = talkOf(seat);
  await talk.locator('h2').waitFor();
  if (hands === 'keyboard') await clerk.tabTo(talk.locator('.answer'));
  while ((await talk.locator('.answer').count()) > 0) {
    const labels = await talk.locator('.answer [data-label]').allInnerTexts();
    const answer = says.find((each) => labels.some((label) => label.startsWith(each)));
    if (!answer) throw new Error(`nothing that was said answers: ${await talk.innerText()}`);
    await say(seat, answer, hands);
  }
}

/// Tells reception what the resident says, and begins the procedure that this leads to.
export async function begin(clerk: Clerk, found: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const { seat } = clerk;
  await seat.show('#/');
  await untilChosen(clerk);
  await seat.heading('お持ちいただくもの').waitFor();
  await found();
  await clerk.answerAll(seat.page.locator('main form').filter({ has: seat.button('この手続を始める') }));
  await clerk.press(seat.button('この手続を始める'));
  await clerk.next.waitFor();
}
