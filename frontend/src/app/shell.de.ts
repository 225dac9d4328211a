/** German texts of the parts of the shell that come after the first paint. */
export const shellDe = {
  platformClaim: 'Das Postfach zwischen Ihnen und Ihrer Verwaltung',
  nav: {
    mailboxes: 'Fallpostfächer',
    unread: (count: number) => (count === 1 ? '1 ungelesene Nachricht' : `${count} ungelesene Nachrichten`),
    inbox: 'Eingang',
    area: 'Mein Bereich',
    desk: 'Betrieb',
    offerings: 'Angebote',
    tickets: 'Tickets',
    account: 'Konto',
    signOut: 'Abmelden',
  },
  display: {
    textSize: 'Textgröße',
    textSizes: { normal: 'A Normal', large: 'A+ Groß', larger: 'A++ Sehr groß' },
    contrast: 'Kontrast',
    contrasts: { normal: 'Normal', high: 'Hoch' },
    theme: 'Farben',
    themes: { auto: 'Wie im Gerät eingestellt', light: 'Hell', dark: 'Dunkel' },
    language: 'Sprache',
  },
  footer: {
    authorities: 'Für Behörden',
    market: 'Markt für Kommunen',
    accessibility: 'Erklärung zur Barrierefreiheit',
    privacy: 'Datenschutz',
    terms: 'Nutzungsbedingungen',
    imprint: 'Impressum',
    verify: 'Nachweis prüfen',
    trust: 'Vertrauen und Schlüssel',
    explorer: 'API für Entwickler',
  },
  connection: {
    offline: 'Keine Verbindung. Was Sie geschrieben haben, bleibt erhalten.',
    retryIn: (seconds: number) =>
      seconds <= 1 ? 'Neuer Versuch in 1 Sekunde.' : `Neuer Versuch in ${seconds} Sekunden.`,
    retrying: 'Verbindung wird wiederhergestellt …',
    retryNow: 'Jetzt versuchen',
    restored: 'Die Verbindung steht wieder.',
    sessionDeferred: 'Ob Sie noch angemeldet sind, ist gerade nicht festzustellen. Wir versuchen es weiter.',
  },
  notFound: {
    title: 'Seite nicht gefunden',
    text: 'Diese Seite gibt es nicht oder nicht mehr. Vielleicht ist die Adresse nicht vollständig.',
    home: 'Zur Startseite',
  },
};

/** Shape that every other language has to fill. */
export type ShellMessages = typeof shellDe;
