/** German texts about a delivery that failed, and about an authority of which nothing is heard. */
export const troubleDe = {
  what: 'Was Sie tun können',
  letter: 'Als Brief oder Fax drucken (PDF)',
  letterTo: (name: string) => `Nachricht an ${name} als Brief oder Fax drucken (PDF)`,
  letterFailed: 'Der Brief konnte nicht geladen werden. Bitte versuchen Sie es noch einmal.',
  title: {
    INBOX: '14 Tage lang hat dort niemand diese Nachricht geöffnet',
    SMIME: '14 Tage lang ist keine Antwort darauf gekommen',
  },
  text: {
    INBOX: 'Sie liegt weiter im Eingang der Behörde.',
    SMIME:
      'Die Nachricht ging an das eigene E-Mail-Postfach der Behörde. Ob dort jemand sie gelesen hat, können wir nicht sehen.',
  },
  advice:
    'Fragen Sie bei der Behörde nach, oder senden Sie die Nachricht als Brief oder Fax. Läuft eine Frist, warten Sie nicht ab.',
  easy: {
    INBOX: [
      'Sie haben der Behörde geschrieben.',
      '14 Tage lang hat dort niemand die Nachricht geöffnet.',
      'Rufen Sie die Behörde an.',
      'Oder drucken Sie die Nachricht aus. Dann schicken Sie den Brief mit der Post.',
    ],
    SMIME: [
      'Sie haben der Behörde geschrieben.',
      '14 Tage lang ist keine Antwort gekommen.',
      'Wir wissen nicht, ob jemand die Nachricht gelesen hat.',
      'Rufen Sie die Behörde an.',
      'Oder drucken Sie die Nachricht aus. Dann schicken Sie den Brief mit der Post.',
    ],
  },
};

/** Shape that every other language has to fill. */
export type TroubleMessages = typeof troubleDe;
