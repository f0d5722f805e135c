// All words of the page lie in the JSON files beside this one; rules, questions and papers come from the server.
export { default as card } from './card.json';
export { default as caseTexts } from './case.json';
export { default as common } from './common.json';
export { default as dueTexts } from './due.json';
export { default as signIn } from './sign-in.json';
export { default as start } from './start.json';
export { default as terms } from './terms.json';
export { default as training } from './training.json';
export { default as workList } from './work-list.json';

/// Puts values into the places named in braces: fill('{n}件', {n: 3}).
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
