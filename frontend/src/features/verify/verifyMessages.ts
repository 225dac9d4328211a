import { defineMessages } from '../../lib/i18n/messages.ts';
import { verifyDe } from './verify.de.ts';

/** Texts of the page that checks packages of evidence. */
export const useVerifyMessages = defineMessages(verifyDe, () => import('./verify.en.ts').then((m) => m.verifyEn));
