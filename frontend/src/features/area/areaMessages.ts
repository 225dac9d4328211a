import { defineMessages } from '../../lib/i18n/messages.ts';
import { areaDe } from './area.de.ts';

/** Texts of a municipality's own pages in the market. */
export const useAreaMessages = defineMessages(areaDe, () => import('./area.en.ts').then((m) => m.areaEn));
