/** German texts of what every page shows first: header, navigation, waiting, and the page that says that something broke. */
export const frameDe = {
  platform: 'Schalter',
  loading: 'Wird geladen …',
  skip: { content: 'Zum Inhalt springen', navigation: 'Zur Navigation springen', footer: 'Zur Fußzeile springen' },
  nav: {
    label: 'Hauptnavigation',
    start: 'Suche',
    market: 'Markt',
    signIn: 'Anmelden',
    register: 'Registrieren',
  },
  display: { label: 'Darstellung' },
  problem: {
    title: 'Das hat nicht geklappt',
    text: 'Auf dieser Seite ist ein Fehler aufgetreten. Was Sie gespeichert haben, ist sicher.',
    brokenPart:
      'Ein Teil der Anwendung ist fehlerhaft und lässt sich nicht starten. Was Sie gespeichert haben, ist sicher. Laden Sie die Seite neu. Hilft das nicht, versuchen Sie es später noch einmal.',
    reload: 'Seite neu laden',
    home: 'Zur Startseite',
  },
};

/** Shape that every other language has to fill. */
export type FrameMessages = typeof frameDe;
