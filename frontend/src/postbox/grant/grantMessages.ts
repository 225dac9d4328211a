import { defineMessages } from '../../lib/i18n/messages.ts';
import { grantDe } from './grant.de.ts';

/** Texts of what the Einheitlicher Ansprechpartner may see and do. */
export const useGrantMessages = defineMessages(grantDe, () => import('./grant.en.ts').then((m) => m.grantEn));
