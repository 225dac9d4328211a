import { keepLocalDraft, readLocalDraft } from '../../lib/storage.ts';

const name = 'receipt';

/** Whether the person asked for a receipt the last time in this session; off at first (design: domain, rule 3). */
export function lastReceiptWish(): boolean {
  return readLocalDraft<boolean>(name) === true;
}

/** Keeps the wish for the next message. */
export function keepReceiptWish(wanted: boolean): void {
  keepLocalDraft(name, wanted);
}
