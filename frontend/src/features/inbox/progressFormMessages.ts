import { defineMessages } from '../../lib/i18n/messages.ts';
import { progressFormDe } from './progressForm.de.ts';

/** Texts of the form in which a clerk says how far a case is. */
export const useProgressFormMessages = defineMessages(progressFormDe, () =>
  import('./progressForm.en.ts').then((m) => m.progressFormEn),
);
