/** German texts of how clerks are shown. */
export const clerkDisplayDe = {
  title: 'Wie Ihre Beschäftigten genannt werden',
  label: 'Das lesen die Personen, denen Sie schreiben',
  hint: 'Gilt für Antworten und Empfangsbestätigungen ab jetzt; was schon geschrieben ist, bleibt, wie es ist. In der Akte Ihrer Behörde steht immer, wer es war.',
  kinds: {
    NAME: { label: 'Mit Namen', hint: 'Zum Beispiel „Maria Huber“.' },
    ROLE: { label: 'Nur mit der Aufgabe', hint: '„Sachbearbeitung“, ohne Namen.' },
    UNIT: {
      label: 'Mit dem Bereich',
      hint: 'Zum Beispiel „Gesundheitsamt“; „Sachbearbeitung“, wo keiner eingetragen ist.',
    },
  },
  save: 'Speichern',
  saved: 'Gespeichert',
};

/** The texts in any language. */
export type ClerkDisplayMessages = typeof clerkDisplayDe;
