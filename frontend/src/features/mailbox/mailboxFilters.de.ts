/** Texts of the filters of the mailboxes. */
export const mailboxFiltersDe = {
  more: 'Weitere Filter',
  filterState: 'Stand',
  all: 'alle',
  authority: 'Behörde',
  from: 'Letzte Aktivität ab',
  until: 'Letzte Aktivität bis',
  apply: 'Filtern',
  clear: 'Filter aufheben',
};

export type MailboxFiltersMessages = typeof mailboxFiltersDe;
