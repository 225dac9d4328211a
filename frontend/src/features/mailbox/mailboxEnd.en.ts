import type { MailboxEndMessages } from './mailboxEnd.de.ts';

/** English texts of the end of a mailbox. */
export const mailboxEndEn: MailboxEndMessages = {
  title: (day) => `This case mailbox will be deleted on ${day}`,
  text: 'Nothing has happened here for months. Keep it, or save all of it before: with “Export everything” on this page.',
  posted: (day) => `Our e-mails did not reach you. Therefore we sent you a letter on ${day}.`,
  held: 'This case mailbox is not deleted although its time is over',
  keep: 'Keep',
  kept: 'The case mailbox stays. There are six months again.',
  easy: (day) => [
    'You have not used this mailbox for a long time.',
    `We delete it at the end of this day: ${day}.`,
    'Then all messages in it are gone.',
    'You do not want that? Then press “Keep”.',
  ],
  easyHeld: [
    'We wanted to delete this mailbox.',
    'We wanted to warn you before.',
    'But our e-mail did not arrive.',
    'So we delete nothing.',
    'Please check that your e-mail address is right.',
  ],
};
