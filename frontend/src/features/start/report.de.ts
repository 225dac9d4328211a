/** German texts of a report on the directory. */
export const reportDe = {
  title: (service: string) => `Falsche Zuordnung melden: ${service}`,
  intro:
    'Die Redaktion des Verzeichnisses prüft Ihre Meldung. Ein Benutzerkonto brauchen Sie nicht. Schreiben Sie bitte nichts über Ihren eigenen Fall: Das hier geht an keine Behörde.',
  which: 'Um welche Stelle geht es?',
  none: 'Keine davon',
  comment: 'Was stimmt nicht?',
  commentHint: 'Zum Beispiel: welche Stelle nach Ihrer Kenntnis zuständig ist, und woher Sie das wissen.',
  missing: 'Schreiben Sie bitte, was nicht stimmt.',
  email: 'E-Mail-Adresse für Rückfragen',
  emailHint: 'Ohne Adresse kann die Redaktion Ihnen nicht antworten.',
  send: 'Meldung absenden',
  done: 'Danke. Ihre Meldung ist bei der Redaktion.',
};

/** The texts in any language. */
export type ReportMessages = typeof reportDe;
