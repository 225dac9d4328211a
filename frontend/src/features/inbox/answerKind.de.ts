/** German texts of what an answer is. */
export const answerKindDe = {
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
    COMPLETE: {
      label: 'Unterlagen sind vollständig',
      hint: 'Damit beginnt die Frist, nach der der Antrag als genehmigt gilt.',
    },
    EXTENSION: { label: 'Frist verlängern', hint: 'Einmal, mit Begründung, bevor die Frist endet.' },
  },
  dueOn: 'Antwort erbeten bis',
  extendTo: 'Verlängern bis',
  about: 'Um welche Leistungen geht es?',
  aboutOne: 'Um welche Leistung geht es?',
  to: (name: string) => `Geht an ${name}.`,
  granted: (date: string) => `Gilt als genehmigt am ${date}, wenn bis dahin nicht entschieden ist.`,
  provisional: 'Vorläufig',
  why: (date: string) => `Warum der ${date}?`,
  counted:
    'Gezählt wird ab dem Tag, an dem Sie diese Mitteilung senden. Waren die Unterlagen schon früher vollständig bei Ihnen, kann die Frist früher enden.',
  endsNow: (date: string) => `Bisher endet die Frist am ${date}.`,
  once: 'Verlängern geht nur einmal. Schreiben Sie in die Nachricht, warum es nötig ist.',
  stops: (service: string, date: string) =>
    `${service}: Mit dieser Bitte läuft die Frist bis ${date} nicht mehr. Sie beginnt neu, wenn Sie „Unterlagen sind vollständig“ senden.`,
  ends: (service: string, date: string) =>
    `${service}: Mit dem Bescheid wird die Frist bis ${date} hier als erledigt geführt. Ob er rechtzeitig bekannt gegeben ist, prüft die Plattform dabei nicht.`,
};

/** The texts in any language. */
export type AnswerKindMessages = typeof answerKindDe;
