/** German texts of an authority's way to secure communication. */
export const connectDe = {
  title: 'Sichere Kommunikation für Ihre Behörde',
  lead: 'Menschen und Unternehmen können Ihrer Behörde dann verschlüsselt schreiben, mit bestätigter Anschrift.',
  how: {
    title: 'So läuft es ab',
    steps: [
      {
        title: 'Sie fragen an',
        text: 'Sie nennen die Behörde, den gewünschten Weg und die Person, die sie hier als Erste verwaltet.',
      },
      {
        title: 'Wir prüfen',
        text: 'Wir suchen die amtliche Anschrift der Behörde selbst heraus, zum Beispiel aus ihrem Impressum. Angaben aus der Anfrage genügen dafür nicht.',
      },
      {
        title: 'Ein Brief mit einem Code geht an die amtliche Anschrift',
        text: 'So ist sicher, dass die Anfrage wirklich aus Ihrem Haus kommt.',
      },
      {
        title: 'Die genannte Person meldet sich an',
        text: 'Sie gibt den Code ein und richtet den Weg der Nachrichten ein.',
      },
    ],
    haveCode: 'Sie haben den Brief schon?',
    enterCode: 'Code eingeben',
  },
  authority: {
    step: 'Welche Behörde möchten Sie anbinden?',
    label: 'Name der Behörde',
    hint: 'Zum Beispiel „Stadt Bamberg“ oder „Landratsamt Bayreuth“',
    missing: 'Wählen Sie eine Behörde aus der Liste',
    chosen: 'Gewählt',
    seat: (place: string) => `Sitz: ${place}`,
    taken:
      'Diese Behörde ist schon angebunden. Fragen Sie in Ihrem Haus, wer sie hier verwaltet. Hat niemand mehr Zugang, hilft der Betreiber; er steht im Impressum.',
    notFound: 'Diese Behörde gibt es im Verzeichnis nicht. Bitte suchen Sie sie hier.',
  },
  way: {
    step: 'Wie möchten Sie Nachrichten empfangen?',
    label: 'Weg der Nachrichten',
    lead: 'Sie können den Weg später jederzeit wechseln.',
    missing: 'Wählen Sie einen Weg',
    terms: {
      need: 'Was Sie brauchen',
      good: 'Was dafür spricht',
      bad: 'Was dagegen spricht',
      fits: 'Passt zu Ihnen, wenn',
    },
    kinds: {
      INBOX: {
        name: 'Posteingang hier im Browser',
        hint: 'Sie lesen und antworten auf dieser Plattform.',
        need: 'Einen Browser und für jede Person ein Konto. Kein Zertifikat.',
        good: 'Sofort nutzbar. Zuständigkeit, Fristen und interne Notizen stehen beim Fall. Unterlagen bis 100 MB.',
        bad: 'Ein weiterer Ort, an dem Sie nachsehen; wir kündigen neue Nachrichten per E-Mail an. Die Inhalte liegen verschlüsselt auf der Plattform. Wer zugleich den Server und den Schlüssel dazu in der Hand hätte, könnte sie lesen.',
        fits: 'mehrere Personen dieselben Fälle bearbeiten oder Sie kein Zertifikat haben.',
      },
      SMIME: {
        name: 'Eigenes E-Mail-Postfach mit S/MIME',
        hint: 'S/MIME ist ein Standard, mit dem Mailprogramme E-Mails verschlüsseln und unterschreiben.',
        need: 'Ein E-Mail-Postfach Ihres Hauses und ein Zertifikat dafür: einen digitalen Ausweis, den eine Zertifizierungsstelle ausstellt, meist gegen Gebühr und für ein bis drei Jahre.',
        good: 'Sie bleiben in Outlook, Thunderbird oder Ihrem Fachverfahren. Nach der Zustellung behalten wir für Ihre Behörde keine lesbare Kopie.',
        bad: 'Das Zertifikat läuft ab: Ohne Nachfolger kann Ihnen niemand mehr schreiben. Ihr Postfach begrenzt die Größe. Manche Mailprogramme beherrschen nur ein älteres Verfahren, das wir eigens und nur auf Zeit erlauben. Fristen und Zuständigkeit sehen Sie nicht hier.',
        fits: 'Ihr Haus schon mit S/MIME arbeitet und jemand die Zertifikate betreut.',
      },
    },
  },
  contact: {
    step: 'Wer gibt den Code ein?',
    lead: 'Diese Person verwaltet die Behörde hier als Erste. Sie meldet sich später mit der E-Mail-Adresse an, die hier steht. Der Brief geht an die amtliche Anschrift der Behörde, zu Händen dieser Person.',
    name: 'Vor- und Nachname',
    email: 'Dienstliche E-Mail-Adresse',
    phone: 'Telefon',
    department: 'Amt oder Sachgebiet',
    departmentHint: 'Zum Beispiel „Hauptamt“ oder „IT und Digitalisierung“',
    missing: { name: 'Geben Sie den Namen ein', email: 'Geben Sie die E-Mail-Adresse ein' },
    emailForm: 'Die E-Mail-Adresse ist nicht vollständig. Sie sieht aus wie name@beispiel.de',
  },
  check: {
    step: 'Stimmt alles?',
    authority: 'Behörde',
    way: 'Weg der Nachrichten',
    contact: 'Person',
    submit: 'Anfrage senden',
    privacy: 'Wir verwenden die Angaben nur, um Ihre Behörde anzubinden.',
  },
  sent: {
    title: 'Ihre Anfrage ist angekommen',
    lead: 'Sie müssen jetzt nichts tun. Nach der Prüfung bekommen Sie eine E-Mail, und der Brief geht an die amtliche Anschrift Ihrer Behörde.',
    way: 'Stand der Anbindung',
    again:
      'Gab es für diese Behörde schon eine Anfrage, zählt die frühere weiter. Ob und von wem, sagen wir hier aus Gründen des Datenschutzes nicht.',
    tip: 'Sagen Sie Ihrer Poststelle Bescheid, dass ein Brief mit einem Code kommt und zu Ihnen soll.',
    home: 'Zur Startseite',
  },
  unlock: {
    title: 'Behörde freischalten',
    lead: 'Geben Sie den Code aus dem Brief an Ihre Behörde ein. Das kann nur die Person, die in der Anfrage genannt ist. Sie verwaltet die Behörde hier als Erste.',
    signedInAs: (email: string) => `Sie sind angemeldet als ${email}.`,
    code: 'Code',
    codeHint:
      'Zum Beispiel K7MW-2QXR-9TVC. Leerzeichen, Bindestriche und Groß- oder Kleinschreibung spielen keine Rolle.',
    missing: 'Geben Sie den Code aus dem Brief ein',
    length: 'Der Code hat 12 Zeichen. Bitte vergleichen Sie ihn mit dem Brief.',
    submit: 'Freischalten',
    none: 'Kein Brief oder kein gültiger Code mehr?',
    noneText:
      'Nach zu vielen falschen Eingaben oder 30 Tage nach dem Druck des Briefs gilt ein Code nicht mehr. Dann fragen Sie bitte neu an.',
    askAgain: 'Neu anfragen',
    account: 'Sie brauchen ein eigenes Konto',
    accountText:
      'Der Code macht Ihr persönliches Konto zum Zugang Ihrer Behörde. Melden Sie sich mit der E-Mail-Adresse an, die in der Anfrage genannt ist, oder registrieren Sie sich damit.',
    accountReturn:
      'Nach der Registrierung rufen Sie diese Seite wieder auf. Ihre Anschrift müssen Sie für die Behörde nicht bestätigen.',
    signIn: 'Anmelden',
    register: 'Registrieren',
    done: (name: string) => `Sie verwalten jetzt: ${name}`,
    doneLead: 'Als Nächstes richten Sie ein, wie Ihre Behörde Nachrichten empfängt.',
    toChannel: 'Weg der Nachrichten einrichten',
  },
};

/** Shape that every other language has to fill. */
export type ConnectMessages = typeof connectDe;
