/** German texts around easy language. */
export const easyLanguageDe = {
  title: 'In Leichter Sprache',
};

/** Shape that every other language has to fill. */
export type EasyLanguageMessages = typeof easyLanguageDe;
