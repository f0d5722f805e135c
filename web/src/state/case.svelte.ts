// One case on the screen: what the server said last about it, what is being done, what went wrong.
import { newKey } from '../api/client';
import type { Case, Choice, Facts, Instruction, Paper, Step, Told } from '../api/contract';
import { asProblem, type Problem } from '../api/problem';
import { counter } from './counter.svelte';
import { CasePapers } from './papers.svelte';

/// Something that did not work, with what was being done.
export interface Trouble {
  doing: string;
  problem?: Problem;
  failure?: Choice;
  notes: readonly string[];
}

export class CaseDesk {
  case = $state.raw<Case>();
  problem = $state.raw<Problem>();
  trouble = $state.raw<Trouble>();
  /// What staff has to do at another machine, and the step that waits for it.
  waiting = $state.raw<{ instruction: Instruction; step: string; facts: Facts }>();
  busy = $state(false);
  notes = $state.raw<readonly string[]>([]);
  /// Grows with each thing done, so that the next one is announced.
  done = $state(0);

  readonly papers: CasePapers;

  constructor(readonly id: string) {
    this.papers = new CasePapers(this.path);
  }

  get path(): string {
    return `/v1/cases/${this.id}`;
  }

  async load(): Promise<void> {
    try {
      this.case = await counter.client.get<Case>(this.path);
      this.problem = undefined;
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  /// Somebody else, or the program, has changed the case.
  async heard(sequence: number): Promise<void> {
    if (!this.busy && sequence > (this.case?.sequence ?? 0)) await this.load();
  }

  step(id: string | undefined): Step | undefined {
    return this.case?.steps.find((step) => step.id === id);
  }
  paper(id: string | undefined): Paper | undefined {
    return this.case?.papers.find((paper) => paper.document === id);
  }

  bindCard = (doing: string) => this.act(doing, 'card', {});
  readCard = (doing: string) => this.act(doing, 'readings', {});
  resume = (doing: string) => this.act(doing, 'resumption', {});
  suspend = (doing: string, reason: string) => this.act(doing, 'suspension', { reason });
  withdraw = (doing: string, reason: string) => this.act(doing, 'withdrawal', { reason });
  logOut = (doing: string) => this.act(doing, 'portal-logout', {});
  fail = (step: Step, reason: string) => this.act(step.label, `steps/${step.id}/failure`, { reason });
  state = (doing: string, facts: Facts, second_officer?: { login: string; password: string }) =>
    this.act(doing, 'facts', second_officer ? { facts, second_officer } : { facts });
  handIn = (paper: Paper, attributes: Facts, handed_in = true) =>
    this.act(paper.title, 'documents', { document: paper.document, handed_in, attributes });

  async perform(step: Step, facts: Facts, terminal?: 'done' | 'not_done'): Promise<void> {
    const told = await this.act(step.label, `steps/${step.id}`, terminal ? { facts, terminal } : { facts });
    if (told?.outcome === 'waiting' && told.instruction) this.waiting = { instruction: told.instruction, step: step.id, facts };
  }

  /// Sends what may have been lost once more, under its old key.
  async again(): Promise<void> {
    const { doing, problem } = this.trouble ?? {};
    if (problem?.again) await this.take(doing!, problem.again as () => Promise<Told>);
  }

  private act(doing: string, what: string, body: object): Promise<Told | undefined> {
    const key = newKey();
    return this.take(doing, () => counter.client.act<Told>(`${this.path}/${what}`, body, 'POST', key));
  }

  private async take(doing: string, send: () => Promise<Told>): Promise<Told | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.trouble = this.waiting = undefined;
    this.notes = [];
    try {
      const told = await send();
      this.case = told.case;
      await counter.readReader(); // what is said of the PINs now has to be of now
      if (told.outcome === 'failed') this.trouble = { doing, failure: told.failure ?? undefined, notes: told.notes };
      else this.notes = told.notes;
      return told;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.fault !== 'sign-in-needed') await Promise.all([this.load(), counter.readReader()]);
      this.trouble = { doing, problem, notes: [] };
      return undefined;
    } finally {
      this.busy = false;
      this.done++;
    }
  }
}
