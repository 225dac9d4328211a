/** German texts of writing an answer. */
export const answerDe = {
  line: (name: string) => `${name} antworten …`,
  label: 'Antwort schreiben',
  remedyMissing: 'Wählen Sie bitte, was im Bescheid über den Rechtsbehelf steht.',
};

/** The texts in any language. */
export type AnswerMessages = typeof answerDe;
