import type { ClerkDisplayMessages } from './clerkDisplay.de.ts';

/** English texts of how clerks are shown. */
export const clerkDisplayEn: ClerkDisplayMessages = {
  title: 'What your staff is called',
  label: 'This is what the persons read to whom you write',
  hint: 'For answers and receipts from now on; what is written already stays as it is. The record of your authority always says who it was.',
  kinds: {
    NAME: { label: 'By name', hint: 'For example “Maria Huber”.' },
    ROLE: { label: 'By the task only', hint: '“Sachbearbeitung”, without a name.' },
    UNIT: { label: 'By the unit', hint: 'For example “Gesundheitsamt”; “Sachbearbeitung” where none is entered.' },
  },
  save: 'Save',
  saved: 'Saved',
};
