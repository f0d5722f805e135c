// The talk at reception: what was said, and what the server says to it. No answer is judged here; going back shows again
// what was shown.
import type { ChoiceAdvice, ChoiceBranch, Procedure } from '../api/contract';
import { asProblem, type Problem } from '../api/problem';
import { start } from '../texts/texts';
import { counter } from './counter.svelte';

/// Something said, as it is shown, and as it is told to the server: an answer (null: nobody is sure), or a procedure by name.
export interface Said {
  text: string;
  label: string;
  told: { question: string; answer: string | null } | { procedure: string };
}
interface Turn {
  said?: Said;
  advice: ChoiceAdvice;
}

export class Talk {
  private turns = $state.raw<readonly Turn[]>([]);
  problem = $state.raw<Problem>();
  busy = $state(false);

  readonly advice = $derived(this.turns.at(-1)?.advice);
  readonly said = $derived(this.turns.flatMap((turn) => turn.said ?? []));

  begin(): Promise<void> {
    return this.go([]);
  }

  say(said: Said): Promise<void> {
    return this.go(this.turns, said);
  }

  /// A clerk who knows the procedure: the talk begins with it.
  name(procedure: Procedure, text: string): Promise<void> {
    return this.go(this.turns.slice(0, 1), { text, label: `${procedure.symbol} ${procedure.title}`, told: { procedure: procedure.id } });
  }

  /// Takes back everything from the thing said at this place on; without a place, the last one.
  back(from = this.said.length - 1): void {
    if (from < 0 || this.busy) return;
    this.turns = this.turns.slice(0, from + 1);
    this.problem = undefined;
  }

  private async go(before: readonly Turn[], said?: Said): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    const told = [...before.flatMap((turn) => turn.said ?? []), ...(said ? [said] : [])].map((each) => each.told);
    const named = told.find((each) => 'procedure' in each);
    const answers = told.filter((each) => 'question' in each);
    try {
      const advice = await counter.client.ask<ChoiceAdvice>('/v1/choice', { ...named, answers });
      this.turns = [...before, said ? { said, advice } : { advice }];
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
    this.busy = false;
  }
}

/// Where a branch leads: the signs of its procedures, or why none is needed.
export function ends({ procedures, none }: ChoiceBranch): string {
  if (procedures.length === 0 && none.length === 1) return none[0]!;
  return [...procedures.map((procedure) => procedure.symbol), ...(none.length > 0 ? [start.none] : [])].join('・');
}
