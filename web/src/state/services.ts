// The one fact that nobody is asked for and that the page shows more for than a question: the lists of services.
import type { Case } from '../api/contract';

export const kServicesFact = 'services_acknowledged';
const kServicesRule = 'R-CARD-17';

/// Nothing can be done before the resident has seen the lists.
export function servicesAreNext(of: Case): boolean {
  if (of.next.kind !== 'blocked' || of.facts[kServicesFact] === true) return false;
  return of.steps.some((step) => step.why.some((reason) => reason.rules.some((rule) => rule.id === kServicesRule)));
}
