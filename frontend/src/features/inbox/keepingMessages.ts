import { defineMessages } from '../../lib/i18n/messages.ts';
import { keepingDe } from './keeping.de.ts';

/** Texts of how an authority keeps a case. */
export const useKeepingMessages = defineMessages(keepingDe, () => import('./keeping.en.ts').then((m) => m.keepingEn));
