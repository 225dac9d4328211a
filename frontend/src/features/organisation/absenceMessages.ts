import { defineMessages } from '../../lib/i18n/messages.ts';
import { absenceDe } from './absence.de.ts';

/** Texts of an absence. */
export const useAbsenceMessages = defineMessages(absenceDe, () => import('./absence.en.ts').then((m) => m.absenceEn));
