import type { AnswerMessages } from './answer.de.ts';

/** English texts of writing an answer. */
export const answerEn: AnswerMessages = {
  line: (name) => `Answer ${name} …`,
  label: 'Write an answer',
  kind: 'What is this?',
  kinds: {
    MESSAGE: { label: 'Message', hint: 'Information or an answer.' },
    REQUEST: { label: 'Request for an answer', hint: 'You need something by a day, such as missing documents.' },
    DECISION: {
      label: 'Decision',
      hint: 'The text stays closed until the person opens it; the retrieval is recorded.',
    },
  },
  dueOn: 'Answer requested by',
  remedyMissing: 'Please choose what the decision says about a remedy.',
  about: 'Which services is it about?',
  to: (name) => `Goes to ${name}.`,
};
