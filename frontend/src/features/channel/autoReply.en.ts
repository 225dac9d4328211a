import type { AutoReplyMessages } from './autoReply.de.ts';

/** English texts of the automatic reply. */
export const autoReplyEn: AutoReplyMessages = {
  title: 'Automatic reply',
  label: 'This is told to everyone who writes to you',
  hint: 'For example opening hours or days on which you are closed. Each person reads it once in the mailbox, and once more when you change it. It does not count as an answer to the message.',
  save: 'Save',
  saved: 'Saved',
  ended: 'There is no automatic reply any more',
};
