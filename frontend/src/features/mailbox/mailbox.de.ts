/** German texts of the citizen's case mailboxes. */
export const mailboxDe = {
  list: {
    title: 'Ihre Fallpostfächer',
    lead: 'Für jedes Vorhaben ein eigenes Postfach. Behörden antworten nur dort, wo Sie ihnen geschrieben haben.',
    search: 'Fallpostfächer durchsuchen',
    searchHint: 'Titel, Fallnummer, Behörde oder Wörter aus Nachrichten',
    searchButton: 'Suchen',
    unreadOnly: 'Nur ungelesene',
    count: (count: number) => (count === 1 ? '1 Fallpostfach' : `${count} Fallpostfächer`),
    empty: 'Sie haben noch kein Fallpostfach',
    emptyText:
      'Sagen Sie uns, was Sie vorhaben und wo. Wir nennen die zuständigen Stellen, und Sie schreiben ihnen hier.',
    emptyAction: 'Zuständige Stelle finden',
    noHit: 'Kein Fallpostfach passt dazu',
    noHitText: 'Versuchen Sie ein anderes Wort, oder zeigen Sie wieder alle.',
    showAll: 'Alle zeigen',
    start: 'Neues Fallpostfach',
    unread: (count: number) => (count === 1 ? '1 neue Nachricht' : `${count} neue Nachrichten`),
    waiting: (days: number) => {
      if (days <= 0) return 'Sie haben heute geschrieben';
      return days === 1 ? 'Wartet seit gestern auf Antwort' : `Wartet seit ${days} Tagen auf Antwort`;
    },
    lastFrom: (name: string, time: string) => `Letzte Nachricht von ${name}, ${time}`,
    nothing: 'Noch nichts geschrieben',
    deletes: (date: string) => `Löschung am ${date} vorgesehen`,
  },
  open: {
    title: 'Fallpostfach öffnen',
    lead: 'Prüfen Sie, was eröffnet wird. Geschrieben wird erst danach.',
    nothing: 'Hier fehlt, worum es geht',
    nothingText: 'Die Adresse dieser Seite ist nicht vollständig. Beginnen Sie auf der Startseite.',
    toStart: 'Zur Startseite',
    undertaking: 'Vorhaben',
    place: 'Ort',
    services: 'Leistungen und Stellen',
    authority: 'Stelle',
    none: 'Für diese Leistung ist hier keine Stelle hinterlegt. Sie wird nicht in das Fallpostfach aufgenommen.',
    choose: 'An welche Stelle wenden Sie sich?',
    final:
      'Wo mehrere Stellen in Frage kommen, wählen Sie eine. Die Wahl ist endgültig: Sie lässt sich in diesem Fallpostfach nicht mehr ändern.',
    missing: (service: string) => `Wählen Sie eine Stelle für „${service}“`,
    reach: {
      CONNECTED: 'sicher erreichbar',
      SUSPENDED: 'zurzeit unterbrochen',
      NOT_CONNECTED: 'nur per Post, Fax oder Telefon',
    },
    roles: {
      PRIMARY: 'zuständige Stelle',
      ALTERNATIVE: 'kann stattdessen angeschrieben werden',
      POINT_OF_SINGLE_CONTACT: 'Einheitlicher Ansprechpartner',
    },
    notConnected: 'Diese Stelle ist nicht angeschlossen',
    notConnectedText: 'Ihr können Sie hier nicht schreiben. So erreichen Sie sie:',
    noneConnected: 'Keine der Stellen ist schon angeschlossen',
    noneConnectedText:
      'Sie können das Fallpostfach öffnen und finden dort Post, Fax und Telefon der Stellen. Schreiben und Dokumente hochladen können Sie erst, wenn eine Stelle angeschlossen ist.',
    titleLabel: 'Titel',
    titleHint: 'Zum Beispiel „Café am Markt“. Die Stellen, denen Sie schreiben, sehen den Titel.',
    action: 'Fallpostfach öffnen',
    opened: 'Fallpostfach eröffnet',
    notActivated: 'Zuerst muss Ihre Anschrift bestätigt sein',
    notActivatedText:
      'Damit Behörden wissen, wem sie antworten, bekommen Sie einen Brief mit einem Code. Geben Sie ihn ein, dann geht es hier weiter.',
    toActivation: 'Zum Brief und zum Code',
    conflict:
      'Dieses Fallpostfach wurde eben schon eröffnet, mit anderen Angaben. Sehen Sie in Ihren Fallpostfächern nach.',
    toList: 'Zu Ihren Fallpostfächern',
  },
  page: {
    back: 'Alle Fallpostfächer',
    reference: (reference: string) => `Fallnummer ${reference}`,
    missing: 'Dieses Fallpostfach gibt es nicht',
    missingText: 'Vielleicht wurde es gelöscht, oder die Adresse ist nicht vollständig.',
    gone: 'Dieses Fallpostfach wurde gelöscht',
    goneText: 'Es wurde eben auf einem anderen Gerät gelöscht. Was Behörden von Ihnen erhalten haben, behalten sie.',
    undertaking: 'Vorhaben',
    place: 'Ort',
    parties: 'Beteiligte Stellen',
    consents: 'Bescheide und Zustellungen hier',
    partiesHint:
      'Jede Stelle sieht nur, was Sie ihr schreiben und was sie Ihnen schreibt, und wann Sie ihre Nachrichten geöffnet haben. Von den anderen Stellen erfährt sie nichts.',
    services: (count: number) => `${count} Leistungen`,
    fallback: 'So erreichen Sie diese Stelle',
    phone: 'Telefon',
    fax: 'Fax',
    post: 'Post',
    deletes: (date: string) => `Löschung am ${date} vorgesehen`,
    deletesWhy: 'Warum dieses Datum?',
    deletesText:
      'Die Löschung ist vorgesehen, wenn sechs Monate lang niemand schreibt, etwas bekommt oder etwas öffnet. Jede Nachricht von Ihnen oder einer Stelle verlängert die Frist.',
    lastActivity: (time: string) => `Zuletzt benutzt: ${time}`,
    remove: 'Fallpostfach löschen',
    noMessages: 'Schreiben Sie die erste Nachricht',
    noMessagesText: 'Die Stelle erfährt erst mit Ihrer ersten Nachricht von diesem Fallpostfach.',
    noReachable: 'Keine Stelle in diesem Fallpostfach ist zurzeit sicher erreichbar',
    noReachableText: 'Post, Fax und Telefon der Stellen finden Sie bei „Beteiligte Stellen“.',
    print: 'Drucken',
    confirmed: (name: string, time: string) => `Empfang bestätigt von ${name}, ${time}`,
  },
  decision: {
    waits: 'Ein Bescheid liegt für Sie bereit',
    text: 'Wenn Sie ihn öffnen, wird der Zeitpunkt des Abrufs festgehalten, und die Stelle kann ihn sehen.',
    open: 'Bescheid öffnen',
    opening: 'Wird geöffnet …',
    opened: 'Der Bescheid ist geöffnet. Der Abruf wurde festgehalten.',
    retrieved: (time: string) => `Abgerufen: ${time}`,
    failed: 'Der Bescheid konnte nicht geöffnet werden. Bitte versuchen Sie es noch einmal.',
  },
  compose: {
    line: (names: string) => `Nachricht an ${names} schreiben …`,
    label: 'Nachricht schreiben',
    to: 'An welche Stellen geht die Nachricht?',
    toOne: 'Geht an',
    toHint:
      'Jede ausgewählte Stelle bekommt dieselbe Nachricht mit allen Dokumenten. Keine erfährt, wem Sie sonst noch schreiben.',
    byMail: (names: string) =>
      `${names}: Diese Nachricht geht signiert und verschlüsselt an das eigene E-Mail-Postfach der Stelle.`,
    byMailMore: 'Wer sie lesen kann',
    whoSees: (names: string) => `Diese Nachricht sehen nur Sie und ${names}.`,
    about: 'Um welche Leistungen geht es?',
    receipt: 'Empfangsbestätigung anfordern',
    receiptHint:
      'Die Stelle wird gebeten, den Eingang ausdrücklich zu bestätigen. Wer bestätigt hat und wann, sehen Sie bei der Nachricht.',
  },
  remove: {
    message: 'Nachricht löschen',
    messageTitle: 'Nachricht löschen?',
    messageText: (subject: string) =>
      `Gelöscht wird die Nachricht „${subject}“ mit ihren Dokumenten auf Ihrer Seite. Das lässt sich nicht rückgängig machen.`,
    messageDone: 'Nachricht gelöscht',
    document: (name: string) => `${name} löschen`,
    documentTitle: 'Dokument löschen?',
    documentText: (name: string) => `Gelöscht wird „${name}“ auf Ihrer Seite. Das lässt sich nicht rückgängig machen.`,
    documentDone: 'Dokument gelöscht',
    mailboxTitle: 'Fallpostfach löschen?',
    mailboxText: (title: string) =>
      `Gelöscht wird „${title}“ mit allen Nachrichten, Dokumenten, Entwürfen und Nachweisen. Das lässt sich nicht rückgängig machen.`,
    mailboxAsking: 'Was das Löschen bewirkt, wird gerade ermittelt …',
    mailboxExport: 'Was Sie behalten möchten, laden Sie vorher herunter: bei „Alles exportieren“.',
    mailboxDone: (title: string) => `Fallpostfach „${title}“ gelöscht`,
    act: 'Endgültig löschen',
  },
  live: {
    changed: 'Der Stand der Zustellung hat sich geändert',
  },
};

/** Shape that every other language has to fill. */
export type MailboxMessages = typeof mailboxDe;
