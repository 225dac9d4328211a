import type { MailArrivedMessages } from './mailArrived.de.ts';

/** English texts of the page where a test mail is confirmed. */
export const mailArrivedEn: MailArrivedMessages = {
  title: 'Did our test mail arrive?',
  lead: 'Those who had it sent to you then see that your address can be reached.',
  submit: 'Yes, it arrived',
  doneTitle: 'Thank you, this is noted',
  doneText: 'You can close this page.',
  broken: 'This link is incomplete',
  brokenText: 'Please open the link straight from the e-mail, or copy all of it into the address bar.',
  again: 'Ask the person whom you correspond with for a new test mail.',
};
