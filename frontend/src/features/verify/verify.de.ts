import type { CheckName, Reason, Result } from '../../verifier/verdict.ts';

const texts: Record<CheckName, Partial<Record<Result, string | ((detail: string) => string)>>> = {
  CONTAINER: {
    PASSED: 'Das Paket enthält genau die Dateien, die seine Liste nennt.',
    FAILED: 'Das Paket enthält andere Dateien, als seine Liste und sein Verzeichnis nennen.',
  },
  FILES: {
    PASSED: (count) => `Alle ${count} Dateien stimmen mit ihren Prüfsummen überein.`,
    FAILED: 'Diese Dateien wurden verändert.',
  },
  SEAL: {
    PASSED: (name) => `Die Liste der Dateien ist versiegelt von: ${name}.`,
    FAILED: 'Das Siegel passt nicht zur Liste der Dateien.',
  },
  INDEX: {
    PASSED: 'Das Verzeichnis des Pakets ist lesbar.',
    FAILED: 'Das Verzeichnis des Pakets ist nicht lesbar. Mehr kann nicht geprüft werden.',
  },
  PDF: {
    PASSED: 'Das PDF ist als Ganzes mit demselben Siegel unterschrieben.',
    FAILED: 'Das PDF ist nicht so, wie es unterschrieben wurde.',
  },
  PDF_WHOLE: { FAILED: 'Das PDF ist nicht als Ganzes unterschrieben: Etwas wurde angehängt oder ausgenommen.' },
  MESSAGES: {
    PASSED: (count) =>
      count === '1'
        ? 'Die Plattform hat die Nachricht unterschrieben, als sie gesendet wurde.'
        : `Die Plattform hat alle ${count} Nachrichten unterschrieben, als sie gesendet wurden.`,
    FAILED: 'Die Beschreibung einer Nachricht ist nicht die unterschriebene.',
  },
  TEXTS: {
    PASSED: 'Betreff und Text sind die unterschriebenen.',
    FAILED: 'Betreff oder Text sind nicht die unterschriebenen.',
  },
  DOCUMENTS: {
    PASSED: (count) =>
      count === '0' ? 'Dokumente gehören nicht dazu.' : `Die Dokumente sind die unterschriebenen (${count}).`,
    FAILED: 'Diese Dokumente sind nicht die unterschriebenen.',
    OPEN: (names) => `Die beiliegenden Dokumente sind die unterschriebenen. Nicht mehr beiliegend: ${names}.`,
  },
  ORIGINAL: {
    PASSED: (signer) => `Die Mail liegt so bei, wie die Behörde sie signiert hat. Signiert von: ${signer}.`,
    FAILED: 'Die signierte Mail der Behörde fehlt oder ist nicht die, die sie signiert hat.',
  },
  RECORD: {
    PASSED: (count) =>
      count === '1'
        ? 'Das Ereignis ist unterschrieben.'
        : `Alle ${count} Ereignisse sind unterschrieben und an ihrem Platz.`,
    FAILED: 'Ereignisse wurden geändert, entfernt oder gehören nicht zu den Nachrichten.',
  },
  LOG: {
    PASSED: (origin) => `Alle Ereignisse stehen im öffentlichen Protokoll ${origin}.`,
    FAILED: 'Das öffentliche Protokoll bestätigt die Ereignisse nicht.',
    OPEN: (count) => `Noch nicht alle Ereignisse stehen im öffentlichen Protokoll (${count.replace('/', ' von ')}).`,
  },
  STAMP: {
    FAILED: 'Der Zeitstempel fehlt, passt nicht zum Protokoll oder ist nicht gültig unterschrieben.',
    OPEN: (detail) =>
      `Ein Zeitstempel passt zum Stand des Protokolls. Er nennt diese Zeit und diese Stelle: ${detail}. Ob Sie der Stelle vertrauen können, prüft „schalter verify“ mit deren Wurzelzertifikat.`,
  },
  PLATFORM: {
    PASSED: 'Siegel und Schlüssel sind die, die diese Plattform veröffentlicht.',
    FAILED: 'Das Siegel ist das dieser Plattform, die Schlüssel im Paket sind es nicht.',
    OPEN: 'Das Siegel wurde nicht mit dem veröffentlichten verglichen.',
  },
};

const open: Partial<Record<Reason, (detail: string) => string>> = {
  unsupported: () => 'Ihr Browser kann diese Art Unterschrift (Ed25519) nicht prüfen. Was sonst prüfbar ist, stimmt.',
  unreachable: () =>
    'Die veröffentlichten Schlüssel dieser Plattform waren nicht erreichbar. Vergleichen Sie den Fingerabdruck des Siegels selbst.',
  otherSeal: (name) =>
    `Das Siegel ist nicht das dieser Plattform. Das Paket nennt als Herkunft: ${name}. Vergleichen Sie den Fingerabdruck mit dem, den diese Plattform veröffentlicht.`,
  formerSeal: () =>
    'Die Nachrichten sind mit Schlüsseln dieser Plattform unterschrieben, das Siegel um das Paket ist aber ein anderes als das heute veröffentlichte.',
};

/** German texts of the page that checks packages of evidence. */
export const verifyDe = {
  title: 'Nachweis prüfen',
  lead: 'Prüfen Sie, ob ein Nachweis, ein Export oder eine Löschbescheinigung von Schalter echt und unverändert ist.',
  stays: 'Die Datei bleibt auf Ihrem Gerät. Nichts davon wird hochgeladen.',
  choose: 'Datei wählen',
  another: 'Andere Datei prüfen',
  chooseHint: 'Eine Datei mit der Endung .asice. Sie können sie auch hierher ziehen.',
  drop: 'Datei hier ablegen',
  checking: (name: string) => `${name} wird geprüft`,
  progress: 'Gelesen',
  cancel: 'Abbrechen',
  cancelled: 'Die Prüfung wurde abgebrochen.',
  insecure:
    'Ihr Browser prüft Unterschriften nur auf Seiten mit gesicherter Verbindung (https). Öffnen Sie diese Seite über https, oder prüfen Sie mit „schalter verify“.',
  unusable: {
    title: (name: string) => `${name} ist nicht prüfbar`,
    form: 'Das ist kein Paket von Schalter, oder die Datei ist beschädigt. Ein unvollständiges Herunterladen kann der Grund sein: Laden Sie den Nachweis noch einmal herunter.',
    other: 'Das ist ein ZIP-Archiv, aber kein Nachweis von Schalter.',
    large:
      'Das Paket ist zu groß für die Prüfung im Browser (mehr als 4 GB oder 20.000 Dateien). „schalter verify“ prüft es.',
    reading: 'Die Datei ist nicht mehr lesbar. Vielleicht wurde sie verschoben. Wählen Sie sie noch einmal.',
    unknown:
      'Bei der Prüfung ist ein Fehler aufgetreten. Versuchen Sie es noch einmal, oder prüfen Sie mit „schalter verify“.',
  },
  outcomes: {
    genuine: {
      title: 'Gültig: echt und unverändert',
      text: 'Dieses Paket hat diese Plattform ausgestellt, und seitdem wurde nichts daran geändert.',
    },
    foreign: {
      title: 'Unverändert, aber nicht mit dem Siegel dieser Plattform',
      text: 'In sich stimmt das Paket. Ob es echt ist, hängt davon ab, wessen Siegel es trägt: Vergleichen Sie den Fingerabdruck unten.',
    },
    unknown: {
      title: 'Unverändert; das Siegel ist noch zu vergleichen',
      text: 'In sich stimmt das Paket. Vergleichen Sie noch den Fingerabdruck unten mit dem veröffentlichten.',
    },
    partly: {
      title: 'Soweit Ihr Browser prüfen kann, ist nichts verändert',
      text: 'Einen Teil der Unterschriften kann Ihr Browser nicht prüfen. Ein neuerer Browser oder „schalter verify“ prüft alles.',
    },
    broken: {
      title: 'Nicht gültig',
      text: 'Dieses Paket ist nicht mehr so, wie es ausgestellt wurde. Verlassen Sie sich nicht darauf.',
      files: 'Betroffen:',
    },
  },
  about: {
    title: 'Was das Paket sagt',
    kind: 'Art',
    kinds: {
      PROOF: 'Nachweis einer Nachricht',
      EXPORT: 'Export eines Fallpostfachs oder Falls',
      DELETION: 'Bescheinigung einer Löschung',
    },
    deleted: 'Gelöscht',
    deletedKinds: {
      MAILBOX_DELETED: 'ein Fallpostfach',
      ACCOUNT_DELETED: 'ein Konto',
      CASE_DELETED: 'die Kopie einer Behörde von einem Fall',
    },
    deletedAt: 'Gelöscht am',
    deletedBy: 'Gelöscht von',
    deletedByWhom: (platform: boolean, ofCase: boolean): string =>
      ofCase
        ? 'der Plattform, weil die Aufbewahrung zu Ende war'
        : platform
          ? 'der Plattform, weil die Zeit des Postfachs abgelaufen war'
          : 'der Inhaberin oder dem Inhaber',
    digest: 'Prüfsumme der Kennung (SHA-256)',
    deletedProves: {
      MAILBOX_DELETED:
        'Das belegt die Bescheinigung: Die Plattform erklärt, dass sie das Fallpostfach und den Schlüssel dazu zu dieser Zeit gelöscht hat, und hat das unterschrieben. Wer die Kennung noch hat, erkennt es an der Prüfsumme wieder.',
      ACCOUNT_DELETED:
        'Das belegt die Bescheinigung: Die Plattform erklärt, dass sie das Konto und den Schlüssel dazu zu dieser Zeit gelöscht hat, und hat das unterschrieben. Wer die Kennung noch hat, erkennt es an der Prüfsumme wieder.',
      CASE_DELETED:
        'Das belegt die Bescheinigung: Die Plattform erklärt, dass sie die Kopie der Behörde von dem Fall und den Schlüssel dazu zu dieser Zeit gelöscht hat, und hat das unterschrieben. Wer die Kennung noch hat, zum Beispiel aus einem Export, erkennt sie an der Prüfsumme wieder.',
    },
    deletedProvesNot: {
      MAILBOX_DELETED:
        'Das belegt sie nicht: wem das Fallpostfach gehörte, was darin stand und ob es anderswo Kopien gibt. Behörden behalten, was sie erhalten haben.',
      ACCOUNT_DELETED: 'Das belegt sie nicht: wem das Konto gehörte und was darin stand.',
      CASE_DELETED:
        'Das belegt sie nicht: um wen es ging, was darin stand und ob es anderswo Kopien gibt. Die Person behält ihr Fallpostfach; wer den Fall exportiert hat, hat ihn weiter.',
    },
    deletedEasy: {
      MAILBOX_DELETED: [
        'Diese Bescheinigung sagt: Ein Fall-Postfach wurde gelöscht.',
        'Sie sagt nicht, wem es gehört hat.',
        'Die Ämter haben ihre Nachrichten noch.',
      ],
      ACCOUNT_DELETED: ['Diese Bescheinigung sagt: Ein Konto wurde gelöscht.', 'Sie sagt nicht, wem es gehört hat.'],
      CASE_DELETED: [
        'Diese Bescheinigung sagt: Ein Amt hatte eine Kopie von einem Fall. Diese Kopie wurde gelöscht.',
        'Sie sagt nicht, um wen es ging.',
        'Die Person hat ihr Fall-Postfach noch, wenn sie es nicht selbst gelöscht hat.',
      ],
    },
    platform: 'Ausgestellt von',
    reference: 'Fallnummer',
    caseTitle: 'Titel',
    createdAt: 'Ausgestellt am',
    seal: 'Siegel',
    fingerprint: 'Fingerabdruck des Siegels (SHA-256)',
    compare: 'Veröffentlichte Schlüssel dieser Plattform',
    messages: 'Nachrichten',
    message: (from: string, to: string) => `${from} an ${to}`,
    documents: (count: number) => (count === 1 ? '1 Dokument' : `${count} Dokumente`),
    more: (count: number) => `und ${count} weitere`,
  },
  checks: {
    title: 'Was geprüft wurde',
    results: { PASSED: 'stimmt', FAILED: 'stimmt nicht', OPEN: 'offen' },
    titles: {
      CONTAINER: 'Umfang',
      FILES: 'Dateien',
      SEAL: 'Siegel',
      INDEX: 'Verzeichnis',
      PDF: 'PDF',
      PDF_WHOLE: 'PDF',
      MESSAGES: 'Nachrichten',
      TEXTS: 'Betreff und Text',
      DOCUMENTS: 'Dokumente',
      ORIGINAL: 'Signiertes Original',
      RECORD: 'Ereignisse',
      LOG: 'Öffentliches Protokoll',
      STAMP: 'Zeitstempel',
      PLATFORM: 'Herkunft',
    },
    text: (name: CheckName, result: Result, detail: string, reason?: Reason) => {
      const why = result === 'OPEN' && reason ? open[reason] : undefined;
      if (why) return why(detail);
      const text = texts[name][result] ?? '';
      return typeof text === 'string' ? text : text(detail);
    },
  },
  otherwise: {
    title: 'Ohne diese Seite prüfen',
    text: 'Ein Nachweis hängt nicht an dieser Plattform. Er lässt sich auch in vielen Jahren prüfen, wenn es sie nicht mehr gibt:',
    program: 'mit dem freien Programm Schalter auf dem eigenen Rechner:',
    command: 'schalter verify nachweis.asice',
    openssl: 'mit openssl: Die Datei ist ein ZIP-Archiv. Welche Zeilen einzugeben sind, steht darin in PRUEFEN.txt.',
  },
};

/** Shape that every other language has to fill. */
export type VerifyMessages = typeof verifyDe;
