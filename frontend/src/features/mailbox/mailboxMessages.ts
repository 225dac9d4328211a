import { defineMessages } from '../../lib/i18n/messages.ts';
import { mailboxDe } from './mailbox.de.ts';

/** Texts of the citizen's case mailboxes. */
export const useMailboxMessages = defineMessages(mailboxDe, () => import('./mailbox.en.ts').then((m) => m.mailboxEn));
