/** Texts of the wish for a certificate of deletion. */
export const certificateDe = {
  wish: 'Löschbescheinigung herunterladen',
  hint: 'Eine kleine Datei ohne Ihren Namen und ohne Inhalt. Darin erklärt die Plattform mit Unterschrift, dass gelöscht wurde und wann. Prüfen lässt sie sich unter „Nachweis prüfen“.',
  easy: [
    'Sie bekommen eine Datei.',
    'In der Datei steht: Hier wurde gelöscht. Die Plattform hat unterschrieben.',
    'Ihr Name steht nicht in der Datei.',
    'Heben Sie die Datei gut auf.',
  ],
};

/** The texts of the wish for a certificate of deletion in any language. */
export type CertificateMessages = typeof certificateDe;
