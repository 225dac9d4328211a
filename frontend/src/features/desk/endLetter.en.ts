import type { EndLetterMessages } from './endLetter.de.ts';

/** English texts of letters that warn of a mailbox's end. */
export const endLetterEn: EndLetterMessages = {
  states: {
    NO_ADDRESS: () => 'A letter is not possible: there is no proven address.',
    QUEUED: (reference) => `Letter ${reference} waits to be printed.`,
    POSTED: (reference, ends) => `Letter ${reference} was posted; the deletion follows on ${ends}.`,
    RETURNED: (reference) => `Letter ${reference} came back; nothing is deleted.`,
    ACCOUNT_BLOCKED: () => 'The account is blocked; meanwhile nothing is deleted and nobody is warned.',
  },
  title: 'A letter came back',
  lead: 'The reference is at the upper right of the letter. The case mailbox is then not deleted as long as the person does not use it again; after that the time begins anew.',
  reference: 'Our reference',
  reason: 'Why it came back',
  reasonHint: 'What the post noted on it. No names, please.',
  missingReference: 'Enter the reference',
  missingReason: 'Enter the reason',
  act: 'Record the return',
  done: 'Recorded: the case mailbox stays.',
};
