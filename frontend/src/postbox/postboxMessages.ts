import { defineMessages } from '../lib/i18n/messages.ts';
import { postboxDe } from './postbox.de.ts';

/** Texts of threads and composers, as mailbox and inbox share them. */
export const usePostboxMessages = defineMessages(postboxDe, () => import('./postbox.en.ts').then((m) => m.postboxEn));
