import type { DeadlinesMessages } from './deadlines.de.ts';

/** English texts of days with legal effect. */
export const deadlinesEn: DeadlinesMessages = {
  title: 'Deadlines',
  kinds: {
    ANNOUNCEMENT: { owner: 'Decision counts as announced', authority: 'Decision counts as announced' },
    ANSWER_DUE: { owner: 'Your answer is due', authority: 'Answer of the person is due' },
    REMEDY_ENDS: { owner: 'Time to contest the decision', authority: 'Time for a remedy ends' },
    DEEMED_APPROVAL: {
      owner: 'Counts as approved if there is no decision by then',
      authority: 'Counts as approved if you do not decide by then',
    },
  },
  met: { ANNOUNCEMENT: 'Done', ANSWER_DUE: 'Answered', REMEDY_ENDS: 'Done', DEEMED_APPROVAL: 'Decided' },
  left: (days) => (days < 0 ? 'over' : days === 0 ? 'today' : days === 1 ? '1 day left' : `${days} days left`),
  provisional: 'Provisional',
  before: (day) => `Before: ${day}`,
  why: (day) => `Why ${day}?`,
  rule: 'Rule:',
  deemed: {
    owner:
      'What follows from what the authority told is shown. If it decides before, or asks for more documents, this day does not hold.',
    authority:
      'What follows from what you told is shown. If the documents were complete earlier, the period can end earlier.',
  },
  deemedOver: {
    owner:
      'This day is over, and no decision came here before it. Have the authority confirm that the application counts as approved before you rely on it.',
    authority: 'This day is over, and you did not decide here before it.',
  },
  easy: {
    ANNOUNCEMENT: [],
    ANSWER_DUE: ['The authority asked you something.', 'You need more time? Then write so to the authority before.'],
    REMEDY_ENDS: ['The decision says what you can do.', 'Get help. For example from an advice centre.'],
    DEEMED_APPROVAL: ['The authority asks for more? Then the day does not hold any more.'],
  },
  easyAuthority: {
    ANNOUNCEMENT: [],
    ANSWER_DUE: ['Your office asked the person something.', 'The person should answer by this day.'],
    REMEDY_ENDS: ['The person can act against the decision.', 'The person has time for that until this day.'],
    DEEMED_APPROVAL: [
      'Your office should decide before this day.',
      'It does not decide? Then the approval is deemed granted on this day.',
    ],
  },
  easyProvisional: 'The day is not quite certain yet.',
  save: (day) => `Save ${day} to the calendar`,
  saveFailed: 'The entry for the calendar could not be fetched.',
  over: (count) => (count === 1 ? '1 deadline over or done' : `${count} deadlines over or done`),
};
