// What residents come for, in plain words and as facts (texts/procedures.json). Which procedure that is stands beside it; who
// may have it, and whether it is the right one, is the server's word.
import type { Facts, Procedure } from '../api/contract';
import texts from '../texts/procedures.json';

export type Visitor = 'applicant' | 'representative';
export interface Wish {
  id: string;
  plain: string;
  facts: Facts;
  procedure: Procedure;
}
export interface Group {
  title: string;
  wishes: Wish[];
}

interface Written {
  id: string;
  procedure: string;
  plain: string;
  facts: Facts;
}
export const kGroups: readonly { title: string; wishes: readonly Written[] }[] = texts.groups as unknown as { title: string; wishes: Written[] }[];

/// P04R is P04 done by somebody else: the wish is the same.
const ordinary = (id: string) => id.replace(/R$/, '');

/// Every procedure of this visitor; one that the texts do not know stands in a group of its own at the end.
export function wishesOf(all: readonly Procedure[], visitor: Visitor): Group[] {
  const fitting = all.filter((procedure) => procedure.visitor === visitor);
  const groups: Group[] = kGroups.map(({ title, wishes }) => ({
    title,
    wishes: wishes.flatMap(({ id, plain, facts, procedure: of }) => {
      const procedure = fitting.find((each) => ordinary(each.id) === of);
      return procedure ? [{ id, plain, facts, procedure }] : [];
    }),
  }));
  const known = new Set(kGroups.flatMap((group) => group.wishes.map((wish) => wish.procedure)));
  const unknown = fitting.filter((procedure) => !known.has(ordinary(procedure.id)));
  groups.push({ title: texts.others, wishes: unknown.map((procedure) => ({ id: procedure.id, plain: procedure.title, facts: {}, procedure })) });
  return groups.filter((group) => group.wishes.length > 0);
}

/// Facts that the server wants to know before a case of such a visitor is opened.
export function askedFirst(visitor: Visitor): readonly string[] {
  return texts.askedFirst[visitor];
}
