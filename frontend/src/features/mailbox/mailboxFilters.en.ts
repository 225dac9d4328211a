import type { MailboxFiltersMessages } from './mailboxFilters.de.ts';

/** Texts of the filters of the mailboxes. */
export const mailboxFiltersEn: MailboxFiltersMessages = {
  more: 'More filters',
  filterState: 'State',
  all: 'all',
  authority: 'Authority',
  from: 'Last activity from',
  until: 'Last activity until',
  apply: 'Filter',
  clear: 'Remove filters',
};
