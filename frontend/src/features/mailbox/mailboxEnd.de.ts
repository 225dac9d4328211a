/** German texts of the end of a mailbox. */
export const mailboxEndDe = {
  title: (day: string) => `Dieses Fallpostfach wird am ${day} gelöscht`,
  text: 'Seit Monaten ist hier nichts geschehen. Behalten Sie es, oder laden Sie es vorher ganz herunter: mit „Alles exportieren“ auf dieser Seite.',
  posted: (day: string) =>
    `Unsere E-Mails haben Sie nicht erreicht. Deshalb haben wir Ihnen am ${day} einen Brief geschickt.`,
  held: 'Dieses Fallpostfach wird nicht gelöscht, obwohl seine Zeit um ist',
  keep: 'Behalten',
  kept: 'Das Fallpostfach bleibt. Es sind wieder sechs Monate Zeit.',
  easy: (day: string) => [
    'Sie haben dieses Postfach lange nicht benutzt.',
    `Am Ende von diesem Tag löschen wir es: ${day}.`,
    'Dann sind alle Nachrichten darin weg.',
    'Wollen Sie das nicht? Dann drücken Sie auf „Behalten“.',
  ],
  easyHeld: [
    'Wir wollten dieses Postfach löschen.',
    'Vorher wollten wir Sie warnen.',
    'Unsere E-Mail ist aber nicht angekommen.',
    'Deshalb löschen wir nichts.',
    'Sehen Sie bitte nach, ob Ihre E-Mail-Adresse stimmt.',
  ],
};

/** The texts in any language. */
export type MailboxEndMessages = typeof mailboxEndDe;
