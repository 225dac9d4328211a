import { defineMessages } from '../../lib/i18n/messages.ts';
import { applicationDe } from './application.de.ts';

/** Texts of marking a message as an application. */
export const useApplicationMessages = defineMessages(applicationDe, () =>
  import('./application.en.ts').then((m) => m.applicationEn),
);
