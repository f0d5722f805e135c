// What the server says when something was not done (RFC 9457), or what the page says when nobody answered.
import texts from '../texts/faults.json';
import type { Reason } from './contract';

export class Problem extends Error {
  constructor(
    readonly fault: string,
    readonly title: string,
    readonly cause_: string,
    readonly remedy: string,
    readonly status: number,
    readonly reasons: readonly Reason[] = [],
    /// Sends the same thing once more, as the same act; where it is unknown whether it was done.
    readonly again?: () => Promise<unknown>,
  ) {
    super(fault);
  }

  /// The rules forbid it: nothing is broken.
  get refused(): boolean {
    return this.reasons.length > 0;
  }
}

export async function problemFrom(answer: Response, again?: () => Promise<unknown>): Promise<Problem> {
  const body = (await answer.json().catch(() => undefined)) as Record<string, unknown> | undefined;
  const text = (name: string) => (typeof body?.[name] === 'string' ? (body[name] as string) : '');
  if (body === undefined || text('fault') === '') return ownProblem('no-answer', answer.status, again);
  const reasons = Array.isArray(body['reasons']) ? (body['reasons'] as Reason[]) : [];
  return new Problem(text('fault'), text('title'), text('cause'), text('remedy'), answer.status, reasons, again);
}

export function unreachable(again: () => Promise<unknown>): Problem {
  return ownProblem('unreachable', 0, again);
}

/// Anything thrown, as something that can be shown.
export function asProblem(thrown: unknown): Problem {
  return thrown instanceof Problem ? thrown : ownProblem('page-defect', 0);
}

function ownProblem(fault: keyof typeof texts, status: number, again?: () => Promise<unknown>): Problem {
  const { title, cause, remedy } = texts[fault];
  return new Problem(fault, title, cause, remedy, status, [], again);
}
