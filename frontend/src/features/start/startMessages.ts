import { defineMessages } from '../../lib/i18n/messages.ts';
import { startDe } from './start.de.ts';

/** Texts of search and competence. */
export const useStartMessages = defineMessages(startDe, () => import('./start.en.ts').then((m) => m.startEn));
