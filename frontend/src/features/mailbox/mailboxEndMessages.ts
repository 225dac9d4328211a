import { defineMessages } from '../../lib/i18n/messages.ts';
import { mailboxEndDe } from './mailboxEnd.de.ts';

/** Texts of the end of a mailbox. */
export const useMailboxEndMessages = defineMessages(mailboxEndDe, () =>
  import('./mailboxEnd.en.ts').then((m) => m.mailboxEndEn),
);
