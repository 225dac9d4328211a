import { defineMessages } from '../../lib/i18n/messages.ts';
import { levyDe } from './levy.de.ts';

/** Texts of the pages on the levy. */
export const useLevyMessages = defineMessages(levyDe, () => import('./levy.en.ts').then((m) => m.levyEn));
