import { defineMessages } from '../../lib/i18n/messages.ts';
import { deskDe } from './desk.de.ts';

/** Texts of the operators' desk. */
export const useDeskMessages = defineMessages(deskDe, () => import('./desk.en.ts').then((m) => m.deskEn));
