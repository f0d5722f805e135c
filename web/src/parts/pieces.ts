// Finds the hard words of texts/terms.json in a text. Words and readings lie there in parts, so that a long one can be
// broken at the end of a line; a part that needs no reading has an empty one.
import terms from '../texts/terms.json';

export interface Term {
  term: string;
  reading: string;
  plain: string;
}
export interface Piece {
  text: string;
  reading?: string;
}

const known = new Map(
  terms.map(({ term, reading, plain }) => {
    const parts: Piece[] = term.map((text, i) => (reading[i] ? { text, reading: reading[i] } : { text }));
    // What needs no reading is its own.
    const whole = parts.map((part) => part.reading ?? part.text).join('');
    return [term.join(''), { term: term.join(''), reading: whole, plain, parts }] as const;
  }),
);
const longestFirst = [...known.keys()].sort((a, b) => b.length - a.length);
const finder = new RegExp(longestFirst.join('|'), 'g');

export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(finder)) {
    if (found.index > from) out.push({ text: text.slice(from, found.index) });
    out.push(...known.get(found[0])!.parts);
    from = found.index + found[0].length;
  }
  if (from < text.length) out.push({ text: text.slice(from) });
  return out;
}

/// Each hard word of these texts, once, in the order in which it comes.
export function termsIn(...texts: string[]): Term[] {
  const found = texts.flatMap((text) => [...text.matchAll(finder)].map((match) => match[0]));
  return [...new Set(found)].map((term) => known.get(term)!);
}
