import type { AnswerKindMessages } from './answerKind.de.ts';

/** English texts of what an answer is. */
export const answerKindEn: AnswerKindMessages = {
  kind: 'What is this?',
  kinds: {
    MESSAGE: { label: 'Message', hint: 'Information or an answer.' },
    REQUEST: { label: 'Request for an answer', hint: 'You need something by a day, such as missing documents.' },
    DECISION: {
      label: 'Decision',
      hint: 'The text stays closed until the person opens it; the retrieval is recorded.',
    },
    COMPLETE: {
      label: 'Documents are complete',
      hint: 'This starts the period after which the application counts as approved.',
    },
    EXTENSION: { label: 'Extend the period', hint: 'Once, with a reason, before the period ends.' },
  },
  dueOn: 'Answer requested by',
  extendTo: 'Extend to',
  about: 'Which services is it about?',
  aboutOne: 'Which service is it about?',
  to: (name) => `Goes to ${name}.`,
  granted: (date) => `Counts as approved on ${date} if there is no decision by then.`,
  provisional: 'Provisional',
  why: (date) => `Why ${date}?`,
  counted:
    'Counted from the day on which you send this message. If the documents were complete with you before, the period may end earlier.',
  endsNow: (date) => `So far the period ends on ${date}.`,
  once: 'It can be extended only once. Say in the message why it is necessary.',
  stops: (service, date) =>
    `${service}: with this request the period until ${date} no longer runs. It begins again when you send “Documents are complete”.`,
  ends: (service, date) =>
    `${service}: with the decision the period until ${date} is shown as done here. The platform does not check whether it is announced in time.`,
};
