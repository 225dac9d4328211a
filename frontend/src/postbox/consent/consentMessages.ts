import { defineMessages } from '../../lib/i18n/messages.ts';
import { consentDe } from './consent.de.ts';

/** Texts of consents. */
export const useConsentMessages = defineMessages(consentDe, () => import('./consent.en.ts').then((m) => m.consentEn));
