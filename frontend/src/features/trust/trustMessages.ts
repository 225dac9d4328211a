import { defineMessages } from '../../lib/i18n/messages.ts';
import { trustDe } from './trust.de.ts';

/** Texts of the page on trust. */
export const useTrustMessages = defineMessages(trustDe, () => import('./trust.en.ts').then((m) => m.trustEn));
