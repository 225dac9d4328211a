import { defineMessages } from '../../lib/i18n/messages.ts';
import { autoReplyDe } from './autoReply.de.ts';

/** Texts of the automatic reply. */
export const useAutoReplyMessages = defineMessages(autoReplyDe, () =>
  import('./autoReply.en.ts').then((m) => m.autoReplyEn),
);
