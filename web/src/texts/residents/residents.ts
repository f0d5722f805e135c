// What residents read, a file for each language; Japanese comes first and holds what the others say too.
import en from './en.json';
import ja from './ja.json';
import ko from './ko.json';
import pt from './pt.json';
import vi from './vi.json';
import zh from './zh.json';

/// `title`: pieces, a pair is a word with its reading.
export interface ResidentTexts {
  lang: string;
  own: string;
  print: string;
  title: (string | string[])[];
  lead: string;
  works: string;
  worksList: string[];
  stops: string;
  stopsList: string[];
  questions: string;
  answers: string[][];
  source: string;
}

export const kLanguages: ResidentTexts[] = [ja, en, zh, ko, vi, pt];

/// Japanese for a language that we do not have.
export function residentsIn(language: string): ResidentTexts {
  return kLanguages.find((texts) => texts.lang === language) ?? ja;
}
