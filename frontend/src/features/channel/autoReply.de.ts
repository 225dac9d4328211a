/** German texts of the automatic reply. */
export const autoReplyDe = {
  title: 'Automatische Antwort',
  label: 'Das erfahren alle, die Ihnen schreiben',
  hint: 'Zum Beispiel Öffnungszeiten oder Schließtage. Jede Person liest den Text einmal in ihrem Postfach, und noch einmal, wenn Sie ihn ändern. Er zählt nicht als Antwort auf ihre Nachricht.',
  save: 'Speichern',
  saved: 'Gespeichert',
  ended: 'Es gibt keine automatische Antwort mehr',
};

/** The texts in any language. */
export type AutoReplyMessages = typeof autoReplyDe;
