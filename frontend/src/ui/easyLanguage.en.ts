import type { EasyLanguageMessages } from './easyLanguage.de.ts';

/** English texts around easy language. */
export const easyLanguageEn: EasyLanguageMessages = {
  title: 'In easy language',
};
