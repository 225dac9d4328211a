import { defineMessages } from '../../lib/i18n/messages.ts';
import { mailArrivedDe } from './mailArrived.de.ts';

/** Texts of the page where a test mail is confirmed. */
export const useMailArrivedMessages = defineMessages(mailArrivedDe, () =>
  import('./mailArrived.en.ts').then((m) => m.mailArrivedEn),
);
