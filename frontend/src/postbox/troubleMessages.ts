import { defineMessages } from '../lib/i18n/messages.ts';
import { troubleDe } from './trouble.de.ts';

/** Texts about a delivery that failed, and about an authority of which nothing is heard. */
export const useTroubleMessages = defineMessages(troubleDe, () => import('./trouble.en.ts').then((m) => m.troubleEn));
