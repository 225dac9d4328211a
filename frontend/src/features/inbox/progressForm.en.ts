import type { ProgressFormMessages } from './progressForm.de.ts';

/** Texts of the form in which a clerk says how far a case is. */
export const progressFormEn: ProgressFormMessages = {
  changeHint:
    'The person sees this in the case mailbox. If they wish, a mail without content tells them that there is news on the progress.',
  state: 'State of the procedure',
  missingLabel: 'Missing documents',
  missingHint: 'One a line, at most 20.',
  save: 'Tell the person',
  saved: 'The person is told.',
  stale: 'The case has been changed meanwhile. Check what you entered and save again.',
};
