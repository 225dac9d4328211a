import { defineMessages } from '../lib/i18n/messages.ts';
import { easyLanguageDe } from './easyLanguage.de.ts';

/** Texts around easy language. */
export const useEasyLanguageMessages = defineMessages(easyLanguageDe, () =>
  import('./easyLanguage.en.ts').then((m) => m.easyLanguageEn),
);
