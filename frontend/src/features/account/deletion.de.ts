/** Texts of the deletion of an account. */
export const deletionDe = {
  title: 'Konto löschen',
  intro: 'Sie können Ihr Konto jederzeit löschen. Löschen Sie zuerst Ihre Postfächer.',
  open: 'Konto löschen',
  dialog: 'Konto endgültig löschen?',
  goes: 'Vernichtet werden Ihr Name, Ihre Anschrift, Ihre E-Mail-Adresse, Briefe, Einwilligungen, Einstellungen und die Löschbescheinigungen, die hier liegen: Laden Sie vorher herunter, was Sie behalten möchten. Alle Geräte werden abgemeldet.',
  stays:
    'Behörden behalten, was sie für ihre Akten brauchen. Im Protokoll der Plattform bleiben Handlungen ohne Ihren Namen stehen.',
  final: 'Das lässt sich nicht rückgängig machen. Zum Abschied bekommen Sie eine E-Mail.',
  password: 'Ihr Passwort',
  missing: 'Geben Sie Ihr Passwort ein',
  act: 'Endgültig löschen',
  done: 'Ihr Konto ist gelöscht.',
  easy: [
    'Sie können Ihr Konto löschen.',
    'Dann sind Ihre Daten hier weg.',
    'Das kann niemand zurückholen.',
    'Die Ämter behalten ihre Akten.',
  ],
};

/** The texts of the deletion of an account in any language. */
export type DeletionMessages = typeof deletionDe;
