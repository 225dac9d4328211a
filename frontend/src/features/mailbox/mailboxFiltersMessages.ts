import { defineMessages } from '../../lib/i18n/messages.ts';
import { mailboxFiltersDe } from './mailboxFilters.de.ts';

/** Texts of the filters of the mailboxes. */
export const useMailboxFiltersMessages = defineMessages(mailboxFiltersDe, () =>
  import('./mailboxFilters.en.ts').then((m) => m.mailboxFiltersEn),
);
