import type { Target } from './draftKeeper.ts';

/** Name under which this tab keeps the letter for a mailbox or a case. */
export function letterName(target: Target): string {
  return `letter.${'mailboxId' in target ? target.mailboxId : target.caseId}`;
}
