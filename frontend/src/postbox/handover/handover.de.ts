/** German texts of what is wrongly addressed: declining, handing over, withdrawing. */
export const handoverDe = {
  authority: 'Behörde',
  authorityHint: 'Beginnen Sie mit dem Namen, zum Beispiel „Landratsamt“.',
  decline: {
    act: 'Nicht zuständig',
    title: 'Für diesen Fall nicht zuständig',
    intro:
      'Die Person bekommt eine Nachricht mit Ihrem Grund und erfährt, wie sie ihren Fall an die richtige Behörde übergibt. Der Fall ist bei Ihnen dann erledigt.',
    reason: 'Grund',
    reasonHint: 'Die Person liest ihn so, wie Sie ihn schreiben.',
    reasonMissing: 'Nennen Sie bitte den Grund.',
    suggest: 'Zuständige Behörde, wenn Sie sie kennen',
    suggested: (name: string) => `Sie nennen: ${name}`,
    clear: 'Keine nennen',
    editors: 'Die Redaktion des Verzeichnisses erfährt davon, ohne etwas aus dem Fall zu sehen.',
    done: 'Die Person weiß jetzt, dass Ihre Behörde nicht zuständig ist',
    declined: (when: string) =>
      `Am ${when} hat sich Ihre Behörde für nicht zuständig erklärt. Schreibt die Person noch einmal, ist der Fall wieder offen.`,
  },
  firstReceived: (when: string) => `Erster Eingang bei einer Behörde: ${when}.`,
  withdraw: {
    act: 'Zurückziehen',
    named: (subject: string) => `„${subject}“ zurückziehen`,
    title: 'Ungeöffnete Nachricht zurückziehen?',
    text: 'Die Person sieht dann nur noch, dass es eine Nachricht gab, und Ihren Grund. Betreff, Text und Dokumente sind für sie weg. Ihre Behörde behält ihre Kopie.',
    decision:
      'Einen Bescheid können Sie nur bis zum zweiten Tag nach dem Senden zurückziehen: Danach kann er bekanntgegeben sein.',
    reason: 'Grund',
    reasonHint: 'Die Person liest ihn.',
    reasonMissing: 'Nennen Sie bitte den Grund.',
    done: 'Die Nachricht ist zurückgezogen',
  },
  handOver: {
    title: 'Falsche Behörde?',
    how: 'Hält sich eine Behörde für nicht zuständig, sagt sie das hier. Dann können Sie den Fall mit allem, was Sie mit ihr geschrieben haben, an die richtige übergeben. Der Tag, an dem Ihre erste Nachricht einging, geht mit.',
    mail: 'Behörden mit eigenem E-Mail-Postfach sagen es in ihrer Antwort.',
    declined: (name: string) => `${name} ist nicht zuständig`,
    declinedOn: (when: string) => `Das hat die Behörde am ${when} erklärt. Ihr Grund steht in ihrer Nachricht.`,
    suggested: (name: string) => `Sie nennt als zuständig: ${name}.`,
    act: 'An andere Behörde übergeben',
    actNamed: (name: string) => `Fall von ${name} an andere Behörde übergeben`,
    dialog: 'An andere Behörde übergeben',
    to: 'An welche Behörde?',
    named: (name: string) => `${name} – von der Behörde genannt`,
    other: 'Eine andere Behörde',
    choose: 'Wählen Sie bitte eine Behörde.',
    notConnected: 'Nicht angeschlossen: Dorthin geht es nur als Brief oder Fax.',
    what: 'Das geht mit',
    items: (name: string) => [
      `Ihre Nachrichten an ${name} und deren Antworten, mit Zeiten`,
      'alle Dokumente dieser Nachrichten',
      'Ihr Name und Ihre Anschrift, wie sie nachgewiesen sind',
      'der Tag, an dem Ihre erste Nachricht einging',
    ],
    not: 'Was Sie mit anderen Behörden geschrieben haben, geht nicht mit. Dieses Fallpostfach bleibt, wie es ist.',
    consent: 'Ich bin einverstanden, dass die neue Behörde das bekommt.',
    consentMissing: 'Ohne Ihr Einverständnis geht nichts an eine andere Behörde.',
    send: 'Neues Fallpostfach eröffnen und übergeben',
    done: 'Übergeben. Hier geht es jetzt weiter.',
    predecessor: (reference: string) => `Setzt das Fallpostfach ${reference} fort`,
    successor: (reference: string) => `Wird fortgesetzt im Fallpostfach ${reference}`,
    easy: [
      'Diese Behörde kann Ihnen nicht helfen.',
      'Eine andere Behörde ist dafür da.',
      'Sie können alles an die andere Behörde schicken.',
      'Sie müssen nichts neu schreiben.',
      'Die andere Behörde erfährt, wann Ihre Nachricht bei der ersten ankam.',
    ],
  },
};

/** Shape that every other language has to fill. */
export type HandoverMessages = typeof handoverDe;
