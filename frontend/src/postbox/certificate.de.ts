/** Texts of the wish for a certificate of deletion. */
export const certificateDe = {
  wish: 'Löschbescheinigung herunterladen',
  hint: 'Eine kleine Datei ohne Ihren Namen und ohne Inhalt. Sie belegt, dass gelöscht wurde und wann. Prüfen lässt sie sich unter „Nachweis prüfen“.',
  easy: [
    'Sie bekommen eine Datei.',
    'Die Datei beweist: Hier wurde gelöscht.',
    'Ihr Name steht nicht in der Datei.',
    'Heben Sie die Datei gut auf.',
  ],
};

/** The texts of the wish for a certificate of deletion in any language. */
export type CertificateMessages = typeof certificateDe;
