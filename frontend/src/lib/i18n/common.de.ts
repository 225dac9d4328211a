/** German texts that several features and the components in ui share. */
export const commonDe = {
  errorPrefix: 'Fehler: ',
  optional: 'freiwillig',
  required: 'Pflichtfeld',
  close: 'Schließen',
  cancel: 'Abbrechen',
  back: 'Zurück',
  next: 'Weiter',
  save: 'Speichern',
  change: 'Ändern',
  changeNamed: (what: string) => `${what} ändern`,
  more: 'Mehr laden',
  working: 'Bitte warten …',
  step: (step: number, of: number) => `Schritt ${step} von ${of}`,
  newWindow: 'öffnet in neuem Fenster',
  showPassword: 'Passwort anzeigen',
  hidePassword: 'Passwort verbergen',
  choose: 'Bitte wählen',
  done: 'Erledigt',
  current: 'Aktuell',
  upcoming: 'Steht noch aus',
  failed: 'Fehlgeschlagen',
  noMatch: 'Kein Treffer',
  matches: (count: number) => (count === 1 ? '1 Vorschlag' : `${count} Vorschläge`),
  errorSummary: {
    title: 'Bitte prüfen Sie Ihre Angaben',
    titleOne: 'Bitte prüfen Sie Ihre Angabe',
  },
  problem: {
    network: 'Der Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.',
    forbidden: 'Dazu sind Sie nicht berechtigt.',
    internal: (id: string) => `Ein Fehler ist aufgetreten. Wenn Sie Hilfe brauchen, nennen Sie die Nummer ${id}.`,
    unknown: 'Ein Fehler ist aufgetreten. Bitte versuchen Sie es noch einmal.',
  },
};

/** Shape that every other language has to fill. */
export type CommonMessages = typeof commonDe;
