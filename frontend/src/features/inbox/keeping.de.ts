const months = (count: number) => (count === 1 ? '1 Monat' : `${count} Monate`);

/** German texts of how an authority keeps a case. */
export const keepingDe = {
  title: 'Akte und Aufbewahrung',
  reference: 'Aktenzeichen Ihrer Behörde',
  referenceHint: 'Damit finden Sie den Fall im Eingang wieder. Die Person sieht es nicht.',
  none: 'noch keines',
  retention: 'Aufbewahrung',
  length: (count: number, exportFirst: boolean) =>
    [(count > 0 || !exportFirst) && months(count), exportFirst && 'mit Export und Abschluss']
      .filter(Boolean)
      .join(', '),
  open: (name: string, count: number, exportFirst: boolean) =>
    exportFirst && count === 0
      ? `${name}: endet mit Export und Abschluss`
      : `${name}: ${months(count)} nach dem Abschluss${exportFirst ? ', nicht vor dem Export' : ''}`,
  exported: {
    last: 'Zuletzt exportiert',
    whole: (day: string) => `${day}, vollständig`,
    part: (day: string) => `${day}; danach kam etwas hinzu`,
    title: 'Wartet auf den Export',
    text: 'Der Fall ist abgeschlossen. Die Kopie Ihrer Behörde wird erst gelöscht, wenn Sie ihn exportiert haben, frühestens 7 Tage danach. Den Export finden Sie unten. Nicht gesendete Entwürfe sind nicht darin.',
    outdated: (day: string) =>
      `Der Fall wurde am ${day} exportiert. Danach kam etwas hinzu, das im Export fehlt. Die Kopie Ihrer Behörde wird erst gelöscht, wenn Sie ihn noch einmal exportiert haben, frühestens 7 Tage danach.`,
  },
  until: (name: string, day: string) => `${name}: bis ${day}`,
  offered: 'vorher dem Archiv anzubieten',
  choice: 'Aufbewahrungsklasse',
  choiceHint: 'Wie lange der Fall nach seinem Abschluss bleibt. Danach wird die Kopie Ihrer Behörde gelöscht.',
  change: 'Ändern',
  changeNamed: 'Akte und Aufbewahrung ändern',
  save: 'Speichern',
  saved: 'Gespeichert',
  stale: 'Der Fall wurde inzwischen geändert. Prüfen Sie Ihre Angaben und speichern Sie noch einmal.',
  hold: {
    title: 'Löschsperre',
    since: (by: string, day: string) => `Gesetzt von ${by} am ${day}.`,
    until: (day: string) => `Sie gilt bis einschließlich ${day}.`,
    always: 'Sie gilt, bis sie aufgehoben wird.',
    effect: 'Solange sie gilt, wird nichts aus diesem Fall gelöscht, auch nicht am Ende der Aufbewahrung.',
    set: 'Löschsperre setzen',
    lift: 'Löschsperre aufheben',
    reason: 'Grund',
    reasonMissing: 'Geben Sie den Grund an.',
    reasonHint: 'Zum Beispiel ein laufendes Gerichtsverfahren. Ihre Kolleginnen und Kollegen lesen ihn.',
    day: 'Letzter Tag',
    dayHint: 'Ohne Angabe gilt sie, bis sie aufgehoben wird.',
    done: 'Die Löschsperre gilt.',
    lifted: 'Die Löschsperre ist aufgehoben.',
  },
  archive: {
    title: 'Dem Archiv anzubieten',
    text: (day: string) =>
      `Die Aufbewahrung ist zu Ende. Seit ${day} wartet der Fall auf die Antwort des Archivs (Art. 6 BayArchivG); bis dahin bleibt er. Bieten Sie ihn mit der Datei von unten an.`,
    answer: 'Antwort des Archivs',
    answers: { TAKEN_OVER: 'Übernommen', NOT_WORTH_KEEPING: 'Nicht archivwürdig' },
    answerMissing: 'Wählen Sie die Antwort.',
    dayMissing: 'Geben Sie den Tag an.',
    on: 'Geantwortet am',
    note: 'Antwort eintragen',
    noteHint:
      'Danach wird die Kopie Ihrer Behörde gelöscht, frühestens nach Ablauf des heutigen Tages. Bis dahin können Sie die Antwort zurücknehmen.',
    noted: 'Die Antwort ist eingetragen.',
    said: (answer: string, day: string) => `Antwort des Archivs vom ${day}: ${answer}.`,
    goes: 'Die Kopie Ihrer Behörde wird gelöscht.',
    back: 'Antwort zurücknehmen',
    backDone: 'Die Antwort ist zurückgenommen.',
  },
};

/** The texts in any language. */
export type KeepingMessages = typeof keepingDe;
