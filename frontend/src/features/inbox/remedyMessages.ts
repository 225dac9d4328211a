import { defineMessages } from '../../lib/i18n/messages.ts';
import { remedyDe } from './remedy.de.ts';

/** Texts of the instruction on remedies. */
export const useRemedyMessages = defineMessages(remedyDe, () => import('./remedy.en.ts').then((m) => m.remedyEn));
