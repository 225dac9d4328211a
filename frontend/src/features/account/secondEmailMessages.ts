import { defineMessages } from '../../lib/i18n/messages.ts';
import { secondEmailDe } from './secondEmail.de.ts';

/** Texts of the page where a second e-mail address is confirmed. */
export const useSecondEmailMessages = defineMessages(secondEmailDe, () =>
  import('./secondEmail.en.ts').then((m) => m.secondEmailEn),
);
