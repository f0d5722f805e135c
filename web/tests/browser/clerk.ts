// A clerk who reads the page and gives the usual answers (libs/counter/data/rehearsal.json): by mouse, or by keyboard alone.
// What is asked is found by its text, as a person finds it.
import type { Locator } from 'playwright-core';
import usual from '../../../libs/counter/data/rehearsal.json';
import type { Fact, FactValue, Vocabulary } from '../../src/api/contract';
import { kGroups } from '../../src/state/wishes';
import type { Seat } from './counter';

const wishes = kGroups.flatMap((group) => group.wishes);

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
    private readonly hands: Hands,
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
  private async tabTo(target: Locator): Promise<void> {
    for (let presses = 0; presses < 120; presses++) {
      for (const one of await target.all()) if (await focused(one)) return;
      await this.seat.page.keyboard.press('Tab');
    }
    throw new Error(`the keyboard never comes to ${target}`);
  }
}

const focused = (element: Locator) => element.evaluate((node) => node === document.activeElement);

/// Chooses the procedure at reception and begins it.
export async function begin(clerk: Clerk): Promise<void> {
  const { seat, procedure } = clerk;
  await seat.show('#/');
  await clerk.choose(seat.page.getByRole('radio', { name: procedure.endsWith('R') ? /^代理人/ : /^本人/ }));
  const wish = wishes.find((each) => each.procedure === procedure.replace('R', ''))!;
  await clerk.choose(seat.page.getByRole('radio', { name: new RegExp(`^${wish.plain}`) }));
  await clerk.press(seat.button('次へ'));
  await seat.heading('お持ちいただくもの').waitFor();
  await clerk.answerAll(seat.page.locator('main form').filter({ has: seat.button('この手続を始める') }));
  await clerk.press(seat.button('この手続を始める'));
  await clerk.next.waitFor();
}
