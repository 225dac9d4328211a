import { defineMessages } from '../../lib/i18n/messages.ts';
import { endLetterDe } from './endLetter.de.ts';

/** Texts of letters that warn of a mailbox's end. */
export const useEndLetterMessages = defineMessages(endLetterDe, () =>
  import('./endLetter.en.ts').then((m) => m.endLetterEn),
);
