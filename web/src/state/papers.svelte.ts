// The forms of a case as the server lists them: which of them, why, what is on them already.
import type { CasePaper, CasePaperList } from '../api/contract';
import { counter } from './counter.svelte';
import { newest } from './newest';

export class CasePapers {
  items = $state.raw<readonly CasePaper[]>([]);
  private readonly ask = newest();

  constructor(readonly path: string) {}

  /// Without it the papers are still seen and recorded, only not printed.
  async load(): Promise<void> {
    const counts = this.ask();
    const list = await counter.client.get<CasePaperList>(`${this.path}/papers`).catch(() => undefined);
    if (list && counts()) this.items = list.items;
  }

  of(document: string): readonly CasePaper[] {
    return this.items.filter((paper) => paper.document === document);
  }

  /// Of which no paper of the case speaks.
  besides(documents: readonly string[], need: CasePaper['need'][]): readonly CasePaper[] {
    return this.items.filter((paper) => need.includes(paper.need) && !(paper.document && documents.includes(paper.document)));
  }
}
