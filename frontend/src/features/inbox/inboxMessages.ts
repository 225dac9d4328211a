import { defineMessages } from '../../lib/i18n/messages.ts';
import { inboxDe } from './inbox.de.ts';

/** Texts of the clerk's inbox. */
export const useInboxMessages = defineMessages(inboxDe, () => import('./inbox.en.ts').then((m) => m.inboxEn));
