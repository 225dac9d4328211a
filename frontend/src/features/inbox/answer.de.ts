/** German texts of writing an answer. */
export const answerDe = {
  line: (name: string) => `${name} antworten …`,
  label: 'Antwort schreiben',
  kind: 'Was ist das?',
  kinds: {
    MESSAGE: { label: 'Nachricht', hint: 'Eine Auskunft oder Antwort.' },
    REQUEST: {
      label: 'Bitte um Antwort',
      hint: 'Sie brauchen etwas bis zu einem Tag, zum Beispiel fehlende Unterlagen.',
    },
    DECISION: {
      label: 'Bescheid',
      hint: 'Der Text bleibt verschlossen, bis die Person ihn öffnet; der Abruf wird festgehalten.',
    },
  },
  dueOn: 'Antwort erbeten bis',
  remedyMissing: 'Wählen Sie bitte, was im Bescheid über den Rechtsbehelf steht.',
  about: 'Um welche Leistungen geht es?',
  to: (name: string) => `Geht an ${name}.`,
};

/** The texts in any language. */
export type AnswerMessages = typeof answerDe;
