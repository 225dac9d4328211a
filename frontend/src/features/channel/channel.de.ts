/** German texts of the page on which an authority sets up how it receives messages. */
export const channelDe = {
  title: 'Weg der Nachrichten',
  none: 'Diese Seite ist nicht für Sie freigegeben',
  noneText:
    'Nur wer die Behörde hier verwaltet, sieht ihren Weg der Nachrichten. Fragen Sie in Ihrem Haus nach, wer das ist.',
  missing: 'Diese Behörde gibt es nicht',
  missingText: 'Vielleicht ist die Adresse nicht vollständig.',
  toAccount: 'Zu Ihrem Konto',
  adminsOnly: 'Weg und Zertifikate ändert nur die Behörde selbst',
  adminsOnlyText:
    'Der Betrieb sieht sie und darf die Verbindung erneut testen, aber nicht bestimmen, wohin Nachrichten gehen.',
  state: {
    title: 'Stand',
    names: { PENDING: 'Noch nicht in Betrieb', ACTIVE: 'In Betrieb', SUSPENDED: 'Gestört', CLOSED: 'Geschlossen' },
    texts: {
      PENDING: 'Das E-Mail-Postfach wird erst benutzt, wenn der Verbindungstest gelungen ist.',
      ACTIVE: 'Menschen und Unternehmen können Ihrer Behörde schreiben.',
      SUSPENDED:
        'Zurzeit kann Ihnen hier niemand schreiben. Wer es versucht, sieht stattdessen Ihre Anschrift, Telefon- und Faxnummer.',
      CLOSED: 'Ihre Behörde nimmt hier keine Nachrichten an.',
    },
    problem: 'Was fehlt und was zu tun ist',
    noProblem: 'Wiederholen Sie den Verbindungstest. Hilft das nicht, wenden Sie sich an den Betreiber.',
    kind: 'Weg',
    kinds: { INBOX: 'Posteingang hier im Browser', SMIME: 'E-Mail-Postfach mit S/MIME' },
    email: 'Postfach',
    largest: 'Größte Nachricht mit Unterlagen',
    profile: 'Verfahren',
    toInbox: 'Zum Eingang',
    settingUp: (email: string) =>
      `Das E-Mail-Postfach ${email} wird eingerichtet. Bis dahin kommt alles weiter im Posteingang an.`,
    steps: 'In drei Schritten zum E-Mail-Postfach',
    stepMailbox: 'Postfach eintragen',
    stepCertificate: 'Zertifikat des Postfachs hochladen',
    stepTest: 'Verbindung testen',
    toTest: 'Zum Verbindungstest',
  },
  members: {
    title: 'Wer für Ihre Stelle arbeitet',
    lead: 'Änderungen gelten sofort, auch für Sitzungen, die gerade offen sind. Die Person und alle, die Ihre Stelle verwalten, werden per E-Mail benachrichtigt.',
    failed: 'Die Liste konnte nicht geladen werden.',
    you: 'Sie',
    for: (names: string) => `Für: ${names}`,
    all: 'Alle Behörden der Stelle',
    none: 'keine Behörde',
    change: 'Ändern',
    changeNamed: (name: string) => `Rechte von ${name} ändern`,
    rolesLabel: 'Rollen',
    roles: {
      CLERK: 'Sachbearbeitung',
      ADMIN: 'Verwaltung der Stelle',
      BUYER: 'Einkauf',
      SIGNATORY: 'Zeichnungsberechtigung',
      DIGITAL_OFFICER: 'Digitalisierung',
    },
    roleHints: {
      CLERK: 'Liest und beantwortet Nachrichten',
      ADMIN: 'Bestimmt über Mitglieder, Weg der Nachrichten und Zertifikate',
    },
    authoritiesLabel: 'Für welche Behörden',
    atOnce: 'Vorgänge, die die Person danach nicht mehr bearbeiten darf, sind niemandem mehr zugewiesen.',
    save: 'Speichern',
    saved: (name: string) => `Rechte von ${name} geändert`,
    remove: 'Entfernen',
    removeTitle: (name: string) => `${name} entfernen?`,
    removeText:
      'Offene Sitzungen verlieren sofort den Zugang. Die zugewiesenen Vorgänge sind danach niemandem mehr zugewiesen. Das eigene Konto der Person bleibt.',
    removeSelfTitle: 'Sich selbst entfernen?',
    removeSelf:
      'Sie verlieren sofort den Zugang zu dieser Stelle. Die Ihnen zugewiesenen Vorgänge sind danach niemandem mehr zugewiesen. Ihr eigenes Konto bleibt.',
    removeForGood: 'Endgültig entfernen',
    removed: (name: string) => `Entfernt: ${name}`,
  },
  close: {
    title: 'Anbindung beenden',
    lead: 'Die Behörde nimmt hier dann keine Nachrichten mehr an.',
    act: 'Anbindung beenden',
    question: (name: string) => `Anbindung von ${name} beenden?`,
    follows: [
      'Niemand kann der Behörde hier mehr schreiben. Wer es versucht, sieht, wie sie sonst zu erreichen ist.',
      'Wer eine Nachricht geschrieben hat, die in der Behörde niemand geöffnet hat, wird benachrichtigt: Sie gilt als nicht zugestellt.',
      'Die Vorgänge sind sofort für niemanden mehr zu öffnen. Was die Behörde noch braucht, muss sie vorher exportieren.',
      'Wieder öffnen lässt sich die Anbindung nur mit einer neuen Anfrage und einem Brief an die amtliche Anschrift.',
    ],
    done: 'Diese Behörde ist nicht mehr angebunden',
    ask: 'Neue Anbindung beantragen',
    again:
      'Eine neue Anbindung können Sie jederzeit beantragen. Mit dem Code aus dem Brief an die amtliche Anschrift öffnen sich auch die früheren Vorgänge wieder, solange sie aufbewahrt werden.',
  },
  profiles: {
    MODERN: { name: 'Modernes Verfahren', detail: 'AES-256-GCM, RSA-OAEP oder ECDH' },
    COMPAT: { name: 'Verbreitetes Verfahren', detail: 'AES-256-CBC, RSA-OAEP oder ECDH' },
    LEGACY: { name: 'Älteres Verfahren', detail: 'AES-256-CBC, RSA PKCS#1 v1.5' },
  },
  way: {
    title: 'Weg wählen',
    label: 'Wie möchten Sie Nachrichten empfangen?',
    inboxHint: 'Sie lesen und antworten auf dieser Plattform. Kein Zertifikat nötig, sofort nutzbar.',
    smimeHint:
      'Sie lesen und antworten in Ihrem Mailprogramm. S/MIME ist ein Standard, mit dem Mailprogramme E-Mails verschlüsseln und unterschreiben. Dafür braucht das Postfach ein Zertifikat, also einen digitalen Ausweis.',
    email: 'Adresse des Postfachs',
    emailHint: 'Am besten ein Funktionspostfach, zum Beispiel poststelle@behoerde.example',
    limit: 'Größte E-Mail, die das Postfach annimmt, in MB',
    limitHint:
      'Ihre IT kennt den Wert, üblich sind 10 bis 50. Verschlüsselt wird eine E-Mail größer als ihr Inhalt. Wir rechnen das um und nehmen keine Nachricht an, die Ihr Postfach abweisen würde.',
    derived: (size: string) =>
      `Daraus ergibt sich: Nachrichten mit Unterlagen dürfen zusammen höchstens ${size} groß sein.`,
    missing: {
      email: 'Geben Sie die Adresse des Postfachs ein',
      emailForm: 'Die E-Mail-Adresse ist nicht vollständig. Sie sieht aus wie name@beispiel.de',
      limit: 'Geben Sie die Größe als ganze Zahl zwischen 1 und 150 ein',
    },
    submit: 'Weg speichern',
    saved: 'Gespeichert',
    switchToMail: 'Der bisherige Weg bleibt in Benutzung, bis der Verbindungstest mit dem neuen Postfach gelungen ist.',
    switchToInbox: 'Neue Nachrichten kommen dann sofort hier im Eingang an, nicht mehr in Ihrem E-Mail-Postfach.',
  },
  gateway: {
    title: 'Unsere Adresse und unser Zertifikat',
    text: 'Von dieser Adresse kommen alle Nachrichten, und nur an sie antworten Sie. Mit dem Zertifikat verschlüsselt Ihr Mailprogramm die Antwort.',
    email: 'Adresse',
    certificate: 'Zertifikat für',
    issuer: 'Ausgestellt von',
    until: 'Gültig bis',
    fingerprint: 'Fingerabdruck (SHA-256)',
    fingerprintHint:
      'Vergleichen Sie ihn mit dem, den Ihr Mailprogramm anzeigt. Stimmt jede Gruppe, ist das Zertifikat echt.',
    download: 'Zertifikat herunterladen (PEM)',
    off: 'Der Weg über E-Mail ist auf dieser Plattform zurzeit nicht eingerichtet. Bitte wählen Sie den Posteingang.',
  },
  certificates: {
    title: 'Zertifikate Ihres Postfachs',
    lead: 'Damit verschlüsseln wir an Sie und prüfen Ihre Unterschrift. Laden Sie nur Zertifikate hoch, niemals den geheimen Schlüssel.',
    none: 'Noch kein Zertifikat hinterlegt',
    noneText:
      'Laden Sie das Zertifikat Ihres Postfachs hoch. Ihre IT oder die Zertifizierungsstelle gibt Ihnen die Datei.',
    states: {
      VALID: 'Gültig',
      NOT_YET_VALID: 'Gilt noch nicht',
      EXPIRES_SOON: 'Läuft bald ab',
      EXPIRED: 'Abgelaufen',
      REVOKED: 'Gesperrt',
      UNTRUSTED: 'Aussteller unbekannt',
    },
    advice: {
      NOT_YET_VALID: 'Wir benutzen es von selbst, sobald es gilt.',
      EXPIRED: 'Wir benutzen es nicht mehr. Laden Sie den Nachfolger hoch.',
      REVOKED: 'Die Zertifizierungsstelle hat es gesperrt. Lassen Sie ein neues ausstellen.',
    },
    subject: 'Inhaber',
    issuer: 'Ausgestellt von',
    serial: 'Seriennummer',
    fingerprint: 'Fingerabdruck (SHA-256)',
    emails: 'Gilt für',
    gateway: 'Gateway',
    gatewayText: (domain: string) =>
      `für alle Postfächer unter ${domain}, so beim Hochladen erklärt. Was dieses Gateway unterschreibt, gilt als von Ihnen.`,
    key: 'Schlüssel',
    usages: 'Wofür',
    encrypting: 'Verschlüsseln',
    signing: 'Unterschreiben',
    validity: 'Gültig',
    validityText: (from: string, to: string) => `${from} bis ${to}`,
    revocation: 'Sperrung geprüft',
    revocationNever: 'noch keine Auskunft; das hindert nichts',
    warnings: 'Hinweise',
    details: 'Alle Angaben',
    remove: 'Entfernen',
    removeNamed: (subject: string) => `Zertifikat ${subject} entfernen`,
    removeTitle: 'Zertifikat entfernen?',
    removeText: (subject: string) =>
      `Wir verschlüsseln dann nicht mehr mit „${subject}“ und nehmen keine Antworten mehr an, die damit unterschrieben sind.`,
    removeLast:
      'Es ist das letzte brauchbare Zertifikat Ihres Postfachs. Ohne ein anderes kann Ihnen niemand mehr schreiben.',
    removed: 'Das Zertifikat ist entfernt.',
    added: (subject: string) => `Gespeichert: ${subject}`,
    successor: (days: number) =>
      days < 0
        ? 'Ihr Zertifikat ist abgelaufen'
        : days === 0
          ? 'Ihr Zertifikat läuft heute ab'
          : days === 1
            ? 'Ihr Zertifikat läuft morgen ab'
            : `Ihr Zertifikat läuft in ${days} Tagen ab`,
    successorText:
      'Lassen Sie rechtzeitig den Nachfolger ausstellen und laden Sie ihn schon jetzt hoch. Wir wechseln von selbst. Ohne Nachfolger kann Ihnen danach niemand mehr schreiben.',
  },
  upload: {
    title: 'Zertifikat hinzufügen',
    choose: 'Datei auswählen',
    file: 'Datei',
    hint: 'PEM, DER, CER, CRT oder P7B, höchstens 256 KB, gern mit der Kette der Aussteller',
    paste: 'Oder als Text einfügen',
    pem: 'Text des Zertifikats',
    pemHint: 'Beginnt mit -----BEGIN CERTIFICATE-----',
    gateway: 'Es ist das Zertifikat unseres Mail-Gateways, nicht das des Postfachs',
    gatewayHint:
      'Nur wenn ein Gateway für Ihre eigene Domain verschlüsselt und unterschreibt und das Zertifikat auf eine Adresse dieser Domain lautet. Jede Antwort, die es unterschreibt, gilt dann als Ihre.',
    forget: (name: string) => `${name} nicht hochladen`,
    submit: 'Zertifikat hinzufügen',
    missing: 'Wählen Sie eine Datei aus oder fügen Sie den Text ein',
    privateKey:
      'Die Datei enthält einen geheimen Schlüssel und wurde nicht hochgeladen. Er darf Ihr Haus nie verlassen. Exportieren Sie nur das Zertifikat, ohne privaten Schlüssel.',
    tooLarge: 'Die Datei ist größer als 256 KB. Ein Zertifikat ist viel kleiner; vielleicht ist es die falsche Datei.',
    unreadable: 'Das ist kein Zertifikat, das wir lesen können. Möglich sind PEM, DER, CER, CRT und P7B.',
  },
  test: {
    title: 'Verbindungstest',
    text: (email: string) =>
      `Wir schicken je Verfahren eine E-Mail an ${email}. Öffnen Sie sie und antworten Sie verschlüsselt und unterschrieben. Den Text der Antwort liest niemand.`,
    several:
      'Können Sie eine davon nicht öffnen, ist das kein Fehler: Wir benutzen das stärkste Verfahren, in dem eine Antwort kommt.',
    needs: 'Der Test ist möglich, sobald Postfach und ein gültiges Zertifikat eingetragen sind.',
    start: 'Verbindungstest starten',
    again: 'Test wiederholen',
    started: 'Die E-Mails sind unterwegs. Diese Seite zeigt Antworten von selbst an. Sie haben dafür sieben Tage Zeit.',
    list: 'Letzter Test',
    since: (time: string) => `Begonnen am ${time}`,
    states: {
      WAITING: 'Wartet auf Ihre Antwort',
      ANSWERED: 'Beantwortet',
      FAILED: 'Fehlgeschlagen',
      EXPIRED: 'Ohne Antwort abgelaufen',
    },
    answeredAt: (time: string) => `Antwort am ${time}`,
    changed: (profile: string, state: string) => `${profile}: ${state}`,
  },
  help: {
    title: 'So antworten Sie aus Ihrem Mailprogramm',
    rules: [
      'Klicken Sie bei der Nachricht auf „Antworten“. Eine neue E-Mail können wir keinem Fall zuordnen.',
      'Lassen Sie die Fallnummer im zitierten Text stehen. Sie sieht aus wie BY-ABC-DEF-GHJ.',
      'Schreiben Sie nur an unsere Adresse, ohne Kopie an andere.',
      'Verschlüsseln und unterschreiben Sie die Antwort. Alles andere nehmen wir nicht an und sagen Ihnen Bescheid.',
    ],
    thunderbird: 'Thunderbird',
    thunderbirdSteps: [
      'Konten-Einstellungen → Ende-zu-Ende-Verschlüsselung → S/MIME: Zertifikat Ihres Postfachs für Unterschrift und Verschlüsselung wählen.',
      'Einstellungen → Datenschutz & Sicherheit → Zertifikate verwalten: unser heruntergeladenes Zertifikat unter „Personen“ importieren, bei Bedarf den Aussteller unter „Zertifizierungsstellen“.',
      'Beim Antworten im Menü „S/MIME“ die Einträge „Verschlüsseln“ und „Digital unterschreiben“ einschalten und senden.',
    ],
    outlook: 'Outlook für Windows',
    outlookSteps: [
      'Datei → Optionen → Trust Center → Einstellungen für das Trust Center → E-Mail-Sicherheit: Zertifikat Ihres Postfachs wählen.',
      'Unsere Nachricht öffnen, mit der rechten Maustaste auf den Absender klicken und ihn zu den Kontakten hinzufügen. Damit merkt sich Outlook unser Zertifikat.',
      'Beim Antworten unter „Optionen“ die Schaltflächen „Verschlüsseln“ (mit S/MIME) und „Signieren“ einschalten und senden.',
    ],
    note: 'In der Web-Fassung von Outlook muss Ihre IT S/MIME erst einrichten. Menüs können je nach Version etwas anders heißen.',
  },
  legacy: {
    title: 'Älteres Verfahren',
    text: 'Manche Mailprogramme, darunter Thunderbird, lesen nur das ältere Verfahren (RSA PKCS#1 v1.5). Es ist schwächer. Der Betreiber kann es Ihrer Behörde für eine begrenzte Zeit erlauben.',
    until: (day: string) => `Erlaubt bis ${day}. Danach muss Ihr Mailprogramm ein stärkeres Verfahren beherrschen.`,
    not: 'Zurzeit nicht erlaubt.',
    ask: 'Wen Sie dazu fragen, steht im Impressum.',
    imprint: 'Impressum',
    operator: 'Sie sehen das Folgende als Betreiber.',
    day: 'Erlauben bis',
    dayHint: 'Höchstens 365 Tage im Voraus',
    dayMissing: 'Wählen Sie einen Tag in den nächsten 365 Tagen',
    allow: 'Älteres Verfahren erlauben',
    takeBack: 'Erlaubnis zurücknehmen',
    allowed: 'Gespeichert',
    takenBack: 'Die Erlaubnis ist zurückgenommen.',
  },
};

/** Shape that every other language has to fill. */
export type ChannelMessages = typeof channelDe;
