import { defineMessages } from '../lib/i18n/messages.ts';
import { repeatedRowsDe } from './repeatedRows.de.ts';

/** Texts of repeated rows: not among the common ones, so that only a form with rows loads them. */
export const useRepeatedRowsMessages = defineMessages(repeatedRowsDe, () =>
  import('./repeatedRows.en.ts').then((m) => m.repeatedRowsEn),
);
