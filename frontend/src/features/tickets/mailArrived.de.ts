/** German texts of the page where a test mail is confirmed. */
export const mailArrivedDe = {
  title: 'Ist unsere Testmail bei Ihnen angekommen?',
  lead: 'Wer sie Ihnen schicken ließ, sieht dann, dass Ihre Adresse erreichbar ist.',
  submit: 'Ja, sie ist angekommen',
  doneTitle: 'Danke, das ist vermerkt',
  doneText: 'Sie können diese Seite schließen.',
  broken: 'Dieser Link ist unvollständig',
  brokenText: 'Öffnen Sie den Link bitte direkt aus der E-Mail, oder kopieren Sie ihn ganz in die Adresszeile.',
  again: 'Bitten Sie die Person, mit der Sie schreiben, um eine neue Testmail.',
};

/** The texts in any language. */
export type MailArrivedMessages = typeof mailArrivedDe;
