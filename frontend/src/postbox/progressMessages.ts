import { defineMessages } from '../lib/i18n/messages.ts';
import { progressDe } from './progress.de.ts';

/** Texts of how far a matter is. */
export const useProgressMessages = defineMessages(progressDe, () =>
  import('./progress.en.ts').then((m) => m.progressEn),
);
