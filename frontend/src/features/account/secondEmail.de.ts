/** German texts of the page where a second e-mail address is confirmed. */
export const secondEmailDe = {
  title: 'Zweite E-Mail-Adresse bestätigen',
  lead: 'Danach schreiben wir auch an diese Adresse, was unbedingt ankommen muss.',
  submit: 'Adresse bestätigen',
  doneTitle: 'Ihre zweite E-Mail-Adresse ist bestätigt',
  doneText: 'Sie können diese Seite schließen.',
  broken: 'Dieser Link ist unvollständig',
  brokenText: 'Öffnen Sie den Link bitte direkt aus der E-Mail, oder kopieren Sie ihn ganz in die Adresszeile.',
  again: 'Speichern Sie die Adresse in Ihrem Konto noch einmal, dann schicken wir einen neuen Link.',
};

/** The texts in any language. */
export type SecondEmailMessages = typeof secondEmailDe;
