/** German texts of the page on trust: who can read what, and the published keys. */
export const trustDe = {
  title: 'Vertrauen und Schlüssel',
  lead: 'Was verschlüsselt ist, wer etwas lesen könnte, und woran Sie erkennen, dass etwas von dieser Plattform stammt.',
  reading: {
    title: 'Wer Ihre Nachrichten lesen kann',
    intended: 'Lesen sollen sie nur Sie und die Stelle, der Sie schreiben. So wird das erreicht, und hier endet es:',
    way: {
      title: 'Auf dem Weg zu uns',
      text: 'Zwischen Ihrem Gerät und der Plattform schützt TLS, wie bei einer Bank. Die Plattform öffnet Ihre Nachrichten, um sie Ihnen zu zeigen, zu durchsuchen und auf Schadsoftware zu prüfen. Es ist keine Ende-zu-Ende-Verschlüsselung.',
    },
    rest: {
      title: 'Auf der Plattform',
      text: 'Jede Nachricht und jedes Dokument ist einzeln verschlüsselt, mit eigenen Schlüsseln für Sie und für jede Stelle. Eine Stelle kann nur öffnen, was sie selbst gesendet oder bekommen hat. Wer nur die Datenbank, die Dateien oder Sicherungen davon hat, liest nichts: Dazu braucht es den Hauptschlüssel, der nicht darin liegt.',
    },
    inbox: {
      title: 'Stellen mit Eingang bei Schalter',
      text: 'Dort lesen die Beschäftigten, die die Stelle selbst dafür eingetragen hat.',
    },
    mail: {
      title: 'Stellen mit eigenem E-Mail-Postfach',
      text: 'Die Plattform signiert Ihre Nachricht, verschlüsselt sie für das Zertifikat der Stelle (S/MIME) und übergibt sie. Unterwegs kann sie niemand lesen, auch kein Mailserver. Entschlüsselt wird im Postfach der Stelle; betreibt die Stelle dafür ein eigenes Gateway, schon dort. Wer dort Zugang hat, bestimmt die Stelle. Ihre Antwort kommt auf demselben Weg zurück und zählt nur, wenn sie mit ihrem hinterlegten Zertifikat signiert ist.',
    },
    operators: {
      title: 'Wer die Plattform betreibt',
      text: 'In ihrer Rolle sehen Betreiber keine Nachrichten: Es gibt dafür keine Seite und keinen Befehl. Wer aber zugleich den Rechner (oder die Datenbank) und den Hauptschlüssel in der Hand hat, könnte mitlesen. Davor schützt Verschlüsselung nicht, nur die Trennung dieser beiden und die Kontrolle der Menschen, die sie verwalten.',
    },
    visible: {
      title: 'Was nicht verborgen ist',
      text: 'Dass, wann und wie oft Sie einer Stelle schreiben und wie groß eine Nachricht ist, steht in der Datenbank und fällt bei der Zustellung an. Benachrichtigungen an Ihre E-Mail-Adresse enthalten nie den Inhalt.',
    },
  },
  legacy: {
    title: 'Ältere Verschlüsselung („LEGACY“)',
    text: 'Manche Mailprogramme in Behörden verstehen nur ein älteres Verfahren (RSA nach PKCS #1 v1.5). Es ist nicht gebrochen, verzeiht aber weniger Fehler beim Entschlüsseln als die heutigen. Schalter verwendet es nur, wenn ein Verbindungstest nichts Besseres ergab und die Betreiber es für diese Stelle mit einem Enddatum erlaubt haben. Ganz ohne Verschlüsselung wird nie gesendet.',
  },
  deleting: {
    title: 'Wie gelöscht wird',
    text: 'Löschen Sie eine Nachricht, ein Dokument oder ein Fallpostfach, so wird auf Ihrer Seite der Schlüssel dazu vernichtet, und niemand kann sie dort mehr öffnen. Ein Dokument aus einer Antwort per E-Mail steht auch in deren signiertem Original, bis Sie die Nachricht löschen. Sicherungen enthalten den Rest noch eine Weile; lesbar ist er darin nicht mehr, sobald auch der damalige Hauptschlüssel vernichtet ist. Das dauert in der Voreinstellung höchstens 37 Tage.',
    others:
      'Was eine Stelle bekommen hat, behält sie nach ihren eigenen Regeln. Eine Stelle mit eigenem E-Mail-Postfach hat ihre Kopie dort; auf der Plattform bleibt nur Ihre.',
  },
  dates: {
    title: 'Tage mit Rechtsfolgen',
    text: 'Wann ein Bescheid als bekannt gegeben gilt und wann Fristen enden, berechnet die Plattform nach veröffentlichten Regeln.',
    rules: 'Die Regeln ansehen',
  },
  proof: {
    title: 'Wie Sie einen Nachweis prüfen',
    text: 'Bei jeder Nachricht können Sie einen Nachweis herunterladen: Inhalt, Dokumente und der Weg der Zustellung, versiegelt. Prüfen können Sie ihn',
    page: 'auf der Seite „Nachweis prüfen“, ohne etwas hochzuladen',
    program: 'mit dem freien Programm: „schalter verify DATEI“',
    openssl: 'mit openssl, nach den Zeilen in PRUEFEN.txt, die im Nachweis liegt',
    compare: 'Dass ein Nachweis von hier stammt, erkennen Sie am Fingerabdruck des Siegels. Es ist dieser:',
  },
  keys: {
    title: 'Unsere veröffentlichten Schlüssel',
    seal: 'Siegel der Nachweise',
    sealText: 'Versiegelt die Pakete und PDFs, die man herunterladen kann.',
    signing: 'Schlüssel der Nachrichten und Ereignisse',
    signingText:
      'Unterschreiben jede Nachricht und jedes Ereignis, wenn es geschieht (Ed25519). Fingerabdruck: SHA-256 über den SubjectPublicKeyInfo.',
    active: 'in Gebrauch',
    former: 'früherer Schlüssel, gilt für das damals Unterschriebene',
    since: (day: string) => `seit ${day}`,
    noFingerprint: 'Fingerabdrücke rechnet Ihr Browser nur auf Seiten mit gesicherter Verbindung (https) aus.',
    publicKey: 'Öffentlicher Schlüssel (Base64)',
    gateway: 'E-Mail-Gateway',
    gatewayText:
      'Von dieser einen Adresse schreibt die Plattform Stellen mit eigenem E-Mail-Postfach. Nur sie nimmt Antworten an.',
    gatewayOff: 'Diese Plattform verwendet zurzeit kein E-Mail-Gateway.',
    address: 'Adresse',
    certificate: 'Zertifikat',
    issuer: 'Ausgestellt von',
    until: 'Gültig bis',
    fingerprint: 'Fingerabdruck (SHA-256)',
    download: 'Zertifikat herunterladen (PEM)',
    log: 'Öffentliches Protokoll',
    logText:
      'Jedes Ereignis steht als Prüfsumme in einem Protokoll, das nur wachsen kann. Wer seinen Stand festhält, bemerkt, wenn nachträglich etwas geändert würde. Worum es ging, verrät es nicht.',
    origin: 'Name',
    verifierKey: 'Schlüssel des Protokolls',
    size: 'Einträge',
    checkpoint: 'Signierter Stand (Checkpoint)',
    openCheckpoint: 'Heutigen Stand öffnen',
    noCheckpoint: 'noch keiner: Das Protokoll ist leer',
    failed: 'Die Schlüssel konnten nicht geladen werden.',
  },
};

/** Shape that every other language has to fill. */
export type TrustMessages = typeof trustDe;
