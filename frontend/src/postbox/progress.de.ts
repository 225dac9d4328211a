/** Texts of how far a matter is, as mailbox and inbox share them. */
export const progressDe = {
  title: 'Wie weit ist es?',
  states: {
    RECEIVED: 'eingegangen',
    IN_PROGRESS: 'in Bearbeitung',
    WAITING_FOR_YOU: 'wartet auf Sie',
    DECIDED: 'entschieden',
    CLOSED: 'abgeschlossen',
  },
  since: (date: string) => `seit ${date}`,
  nextStep: 'Nächster Schritt',
  expectedBy: 'Voraussichtlich bis',
  expectedHint: 'Eine Angabe der Behörde, keine Frist.',
  missing: 'Das fehlt noch',
  easy: {
    RECEIVED: ['Ihre Nachricht ist bei der Behörde.', 'Die Behörde hat noch nicht angefangen.'],
    IN_PROGRESS: ['Die Behörde arbeitet an Ihrer Sache.', 'Sie müssen jetzt nichts tun.'],
    WAITING_FOR_YOU: ['Die Behörde wartet auf Sie.', 'Schreiben Sie der Behörde.', 'Schicken Sie, was fehlt.'],
    DECIDED: ['Die Behörde hat entschieden.', 'Lesen Sie die Nachricht der Behörde.'],
    CLOSED: ['Die Behörde ist mit Ihrer Sache fertig.', 'Haben Sie noch Fragen? Dann schreiben Sie der Behörde.'],
  },
  easyAuthority: {
    RECEIVED: ['Die Sache ist bei Ihrem Amt.', 'Die Person sieht: eingegangen.'],
    IN_PROGRESS: ['Ihr Amt arbeitet an der Sache.', 'Die Person sieht das auch.'],
    WAITING_FOR_YOU: ['Ihr Amt wartet auf die Person.', 'Die Person sieht: Das Amt wartet auf mich.'],
    DECIDED: ['Ihr Amt hat entschieden.', 'Die Person sieht das auch.'],
    CLOSED: ['Ihr Amt ist mit der Sache fertig.', 'Die Person sieht das auch.'],
  },
  easyDeleted: [
    'Das Fall-Postfach der Person ist gelöscht.',
    'Sie können der Person hier nicht mehr antworten.',
    'Ihr Amt hat seine Kopie noch.',
  ],
  change: 'Stand mitteilen',
  clerkStates: {
    RECEIVED: 'eingegangen',
    IN_PROGRESS: 'in Bearbeitung',
    WAITING_FOR_YOU: 'wartet auf die Person',
    DECIDED: 'entschieden',
    CLOSED: 'abgeschlossen',
  },
  declined: 'nicht zuständig',
  named: (name: string) => `Zuständig ist nach ihrer Angabe: ${name}.`,
  namesNobody: 'Sie hat keine andere Behörde genannt.',
  easyDeclined: [
    'Die Behörde sagt: Wir sind nicht zuständig.',
    'Vielleicht kann eine andere Behörde helfen.',
    'Läuft eine Frist? Dann warten Sie nicht.',
  ],
  told: 'Der Person mitgeteilt',
  failed: 'Stand und Fristen konnten nicht geladen werden.',
  again: 'Noch einmal versuchen',
};

export type ProgressMessages = typeof progressDe;
