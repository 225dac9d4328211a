import type { AnswerMessages } from './answer.de.ts';

/** English texts of writing an answer. */
export const answerEn: AnswerMessages = {
  line: (name) => `Answer ${name} …`,
  label: 'Write an answer',
  remedyMissing: 'Please choose what the decision says about a remedy.',
};
