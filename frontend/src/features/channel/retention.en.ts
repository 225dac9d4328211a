import type { RetentionMessages } from './retention.de.ts';

/** English texts of how long an authority keeps its cases. */
export const retentionEn: RetentionMessages = {
  title: 'How long cases are kept',
  lead: 'The months count from the closing of a case. Retention ends with their last day; after that, the copy of your authority is deleted, but not while a period still runs in the case. A case in which nothing happens for twelve months is closed by the platform. The first class holds where no other one is chosen.',
  months: (count: number) => (count === 1 ? '1 month' : `${count} months`),
  atExport: 'ends with its export and closing',
  first: 'holds where none is chosen',
  offered: 'to be offered to the archive before',
  exported: 'only after a complete export',
  change: 'Change classes',
  label: 'Retention classes',
  hint: 'At most 20. A class that cases have cannot be left out.',
  noun: 'class',
  name: 'Name',
  monthsLabel: 'Months after closing',
  offer: 'Offer to the archive before deletion (Art. 6 BayArchivG)',
  exportFirst: 'Delete only once the case was exported completely',
  exportFirstHint:
    'Completely means: nothing was added after the export. It is deleted 7 days after export and closing at the earliest. With 0 months, the copy of your authority ends with its export and closing.',
  missing: 'Please name the class',
  whole: 'Please name 0 to 1200 whole months',
  save: 'Save',
  saved: 'Saved',
  sooner: (count: number) =>
    count === 1
      ? 'By this, the retention of 1 closed case ends sooner.'
      : `By this, the retention of ${count} closed cases ends sooner.`,
  soonerText:
    'Who works on these cases sees the new day then. By this, none ends sooner than 30 days from today, unless it would have ended anyhow.',
  later: (count: number) =>
    count === 1 ? 'By this, 1 closed case stays longer.' : `By this, ${count} closed cases stay longer.`,
  confirm: 'Save anyhow',
  stale: 'Somebody else changed these settings meanwhile. Please check your entries and save again.',
};
