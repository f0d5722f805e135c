// Texts: complete in each language, and nothing in them that the contract does not know.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import contract from '../../../libs/server/data/openapi.json';
import { pieces, termsIn } from '../../src/parts/pieces';
import { ageOf, dayOf } from '../../src/texts/dates';
import { kLanguages, residentsIn } from '../../src/texts/residents/residents';
import terms from '../../src/texts/terms.json';
import { caseTexts, common, dueTexts, fill, training, workList } from '../../src/texts/texts';

const schemas = contract.components.schemas;

test('residents read the same things in all six languages', () => {
  const [japanese, ...others] = kLanguages;
  expect(others.map((texts) => texts.lang)).toEqual(['en', 'zh', 'ko', 'vi', 'pt']);
  for (const texts of others)
    for (const list of ['worksList', 'stopsList', 'answers'] as const) expect(texts[list], `${texts.lang} ${list}`).toHaveLength(japanese![list].length);
});

test('a language that we do not have becomes Japanese', () => {
  expect(residentsIn('eo').lang).toBe('ja');
});

test('everything the contract can name has a text', () => {
  expect(Object.keys(caseTexts.kinds).sort()).toEqual([...schemas.NextThing.properties.kind.enum].sort());
  expect(Object.keys(caseTexts.states).sort()).toEqual([...schemas.Step.properties.state.enum].sort());
  expect(Object.keys(caseTexts.needs).sort()).toEqual([...schemas.Paper.properties.need.enum].sort());
  expect(Object.keys(caseTexts.entry.states).sort()).toEqual([...schemas.EntryPlan.properties.state.enum].sort());
  expect(Object.keys(common.roles).sort()).toEqual([...schemas.Role.enum].sort());
  expect(Object.keys(workList.phases).sort()).toEqual([...schemas.Phase.enum].sort());
  expect(Object.keys(workList.outcomes).sort()).toEqual([...schemas.Outcome.enum].sort());
  expect(Object.keys(dueTexts.states).sort()).toEqual([...schemas.RenewalState.enum].sort());
  expect(Object.keys(training.profiles).sort()).toEqual([...schemas.Profile.enum].sort());
});

test('a hard word gets its reading, the longest one first', () => {
  expect(pieces('追記欄と満欄を見る')).toEqual([{ text: '追記欄', reading: 'ついきらん' }, { text: 'と' }, { text: '満欄', reading: 'まんらん' }, { text: 'を見る' }]);
  expect(pieces('何もない')).toEqual([{ text: '何もない' }]);
});

test('a long word can be broken between its parts, and what needs no reading has none', () => {
  expect(pieces('無作為の暗証番号')).toEqual([{ text: '無作為', reading: 'むさくい' }, { text: 'の' }, { text: '暗証', reading: 'あんしょう' }, { text: '番号', reading: 'ばんごう' }]);
  expect(termsIn('無作為の暗証番号')[0]!.reading).toBe('むさくいのあんしょうばんごう');
});

test('a word is explained once, however often it comes', () => {
  expect(termsIn('追記欄', '追記欄の券面').map((term) => term.term)).toEqual(['追記欄', '券面']);
});

test('readings are written in hiragana and no word is explained twice', () => {
  for (const { term, reading } of terms) {
    expect(reading, term.join('')).toHaveLength(term.length);
    expect(reading.join('')).toMatch(/^[\u3041-\u3096ー]+$/);
  }
  expect(new Set(terms.map(({ term }) => term.join(''))).size).toBe(terms.length);
});

test('places in a text that nobody filled stay visible', () => {
  expect(fill('{n}件のうち{m}件', { n: 3 })).toBe('3件のうち{m}件');
});

test('a day is told in the era and in western years, in Japanese time', () => {
  expect(dayOf('2026-11-24T15:30:00Z')).toBe('令和8年11月25日（2026年）');
  expect(dayOf('2027-01-01')).toBe('令和9年1月1日（2027年）');
});

test('an age is told in the largest unit that says something', () => {
  const opened = '2026-11-25T00:00:00Z';
  const after = (minutes: number) => ageOf(opened, Date.parse(opened) + minutes * 60_000);
  expect([after(0), after(59), after(60), after(60 * 24 - 1), after(60 * 24 * 3)]).toEqual(['0分', '59分', '1時間', '23時間', '3日']);
});

test('no Japanese stands outside the text files', () => {
  const root = new URL('../../src/', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(svelte|ts)$/.test(name) && !name.startsWith('texts/') && !name.endsWith('.gen.ts'));
  expect(files.length).toBeGreaterThan(30);
  const japanese = files.filter((name) => /[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]/.test(readFileSync(new URL(name, root), 'utf8')));
  expect(japanese).toEqual([]);
});
