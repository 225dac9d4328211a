/** German texts of the certificates that are kept in the account. */
export const keptCertificatesDe = {
  title: 'Löschbescheinigungen',
  lead: 'Fallpostfächer, in denen sechs Monate lang nichts geschehen ist, löscht die Plattform von selbst. In einer Bescheinigung erklärt sie mit Unterschrift, dass und wann gelöscht wurde. Prüfen lässt sich eine Bescheinigung unter „Nachweis prüfen“.',
  deleted: (at: string) => `Fallpostfach, gelöscht am ${at}`,
  until: (day: string) => `hier abrufbar bis ${day}`,
  download: (day: string) => `Bescheinigung vom ${day} herunterladen`,
  easy: [
    'Sie haben ein Postfach lange nicht benutzt.',
    'Deshalb haben wir es gelöscht.',
    'Die Bescheinigung sagt: Das Postfach ist weg.',
    'Heben Sie die Datei gut auf.',
  ],
};

/** The texts in any language. */
export type KeptCertificatesMessages = typeof keptCertificatesDe;
