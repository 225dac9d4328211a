import { defineMessages } from '../../lib/i18n/messages.ts';
import { legalDe } from './legal.de.ts';

/** Texts around the legal texts. */
export const useLegalMessages = defineMessages(legalDe, () => import('./legal.en.ts').then((m) => m.legalEn));
