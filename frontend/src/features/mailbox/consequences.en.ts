import type { ConsequencesMessages } from './consequences.de.ts';

/** English texts of what deleting does. */
export const consequencesEn: ConsequencesMessages = {
  gone: 'This is deleted already, perhaps on another device.',
  asking: 'Finding out what deleting would do …',
  told: (names, count) =>
    count === 1
      ? `${names} is told that you deleted the case mailbox. What arrived there stays there.`
      : `${names} are told that you deleted the case mailbox. What arrived there stays there.`,
  unwritten: 'No authority has received anything from you. Nobody will be told.',
  kept: (names) => `Whatever ${names} holds stays there.`,
  nobodyTold: 'Nobody is told of it.',
  onTheWay: (names) => `The delivery to ${names} continues. You will no longer find out whether it succeeds.`,
  messageOnTheWay: (names) =>
    `The delivery to ${names} continues. If it fails, you will find out in your case mailbox.`,
  unanswered: (names, count) =>
    `${names} ${count === 1 ? 'has' : 'have'} not answered yet. An answer would no longer reach you.`,
  decisions: (count) =>
    count === 1
      ? 'You have not opened this decision yet. It will be deleted unread; time limits may be running all the same.'
      : 'You have not opened these decisions yet. They will be deleted unread; time limits may be running all the same.',
  decision: (subject, sender, date) => `${subject} (${sender}, ${date})`,
  dates: (count) =>
    count === 1
      ? 'This message names a date that has not passed yet.'
      : 'These messages name dates that have not passed yet.',
  date: (subject, date) => `${subject} (until ${date})`,
  periods: (count) =>
    count === 1 ? 'This period goes on, even if you delete.' : 'These periods go on, even if you delete.',
  period: (kind, authority, date) => `${kind}: ${date} (${authority})`,
  kinds: {
    ANNOUNCEMENT: 'Decision counts as announced on',
    ANSWER_DUE: 'Answer asked for by',
    REMEDY_ENDS: 'Legal remedy open until',
    DEEMED_APPROVAL: 'Counts as approved, unless decided before, on',
  },
  drafts: (count) =>
    count === 1
      ? 'One draft that you have not sent will be lost.'
      : `${count} drafts that you have not sent will be lost.`,
  signed:
    'If the message came by e-mail, the document is also in its signed original. It stays there until you delete the message.',
  first: (count) => `Only the first ${count} are listed.`,
  easy: [
    'You want to delete something.',
    'Then it is gone on your side. For good.',
    'What an authority has, the authority keeps.',
    'A period goes on, even if you delete.',
    'Do you want to keep something? Then download it first.',
  ],
};
