// The procedures as wishes in plain words (texts/procedures.json), in groups. Which of them a visitor may have is the
// server's word: `visitor` of each procedure.
import type { Procedure } from '../api/contract';
import texts from '../texts/procedures.json';

export type Visitor = 'applicant' | 'representative';
export interface Group {
  title: string;
  procedures: Procedure[];
}

/// P04R is P04 done by somebody else: the wish is the same.
export function plainOf(procedure: Procedure): string {
  const plain: Record<string, string | undefined> = texts.plain;
  return plain[procedure.id.replace(/R$/, '')] ?? procedure.title;
}

/// Every procedure of this visitor, once; one that the texts do not know stands in a group of its own at the end.
export function wishesOf(all: readonly Procedure[], visitor: Visitor): Group[] {
  const fitting = all.filter((procedure) => procedure.visitor === visitor);
  const groups = texts.groups.map(({ title, procedures }) => ({
    title,
    procedures: procedures.flatMap((id) => fitting.find((procedure) => procedure.id === id) ?? []),
  }));
  const known = new Set(texts.groups.flatMap((group) => group.procedures));
  groups.push({ title: texts.others, procedures: fitting.filter((procedure) => !known.has(procedure.id)) });
  return groups.filter((group) => group.procedures.length > 0);
}
