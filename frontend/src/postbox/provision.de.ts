/** German texts of how a decision reached the person. */
export const provisionDe = {
  title: 'Bereitstellung und Benachrichtigung',
  provided: (time: string) => `Hier bereitgestellt am ${time}.`,
  waiting: 'Die Benachrichtigung per E-Mail ist noch nicht gesendet.',
  sent: (time: string) => `Benachrichtigung per E-Mail gesendet am ${time}.`,
  returned: (sent: string, back: string) =>
    `Benachrichtigung per E-Mail gesendet am ${sent}, als unzustellbar zurückgekommen am ${back}.`,
  notSent: (time: string) => `Die Benachrichtigung per E-Mail wurde nicht gesendet (festgestellt am ${time}).`,
  off: {
    owner: 'Zu diesem Bescheid gab es keine Benachrichtigung: E-Mails über neue Nachrichten sind ausgeschaltet.',
    authority:
      'Zu diesem Bescheid gab es keine Benachrichtigung: Die Person erhält keine E-Mails über neue Nachrichten.',
  },
  announced: 'Tag der Bekanntgabe',
  provisional: 'Vorläufig',
  noDay: 'Aus dem, was festgehalten ist, ergibt sich bisher kein Tag der Bekanntgabe.',
  before: (date: string) => `Vorher war es der ${date}; seitdem hat sich eine Tatsache geändert.`,
  why: 'Warum dieses Datum?',
  rule: 'Regel:',
  easyDay: (day: string) => `Ab dem ${day} gilt der Bescheid als bekannt.`,
  easyProvisional: 'Der Tag ist noch nicht ganz sicher.',
  easyNoDay: ['Wir wissen noch keinen Tag, ab dem der Bescheid als bekannt gilt.'],
  easyAuthority: {
    WAITING: ['Die Person bekommt noch eine E-Mail: Hier liegt etwas Neues.'],
    SENT: ['Wir haben der Person eine E-Mail geschickt: Hier liegt etwas Neues.'],
    FAILED: ['Wir wollten der Person eine E-Mail schicken.', 'Die E-Mail kam nicht an.'],
    OFF: ['Die Person bekommt keine E-Mails von uns.'],
  },
  easy: {
    WAITING: ['Sie bekommen noch eine E-Mail: Hier liegt etwas Neues.'],
    SENT: ['Wir haben Ihnen eine E-Mail geschickt: Hier liegt etwas Neues.'],
    FAILED: [
      'Wir wollten Ihnen eine E-Mail schicken. Die E-Mail kam nicht an.',
      'Prüfen Sie Ihre E-Mail-Adresse im Konto.',
    ],
    OFF: ['Sie bekommen keine E-Mails von uns.', 'Schauen Sie darum oft selbst hier nach.'],
  },
};

/** Shape that every other language has to fill. */
export type ProvisionMessages = typeof provisionDe;
