import type { SecondEmailMessages } from './secondEmail.de.ts';

/** English texts of the page where a second e-mail address is confirmed. */
export const secondEmailEn: SecondEmailMessages = {
  title: 'Confirm your second e-mail address',
  lead: 'After that we write to this address, too, what must arrive.',
  submit: 'Confirm address',
  doneTitle: 'Your second e-mail address is confirmed',
  doneText: 'You can close this page.',
  broken: 'This link is incomplete',
  brokenText: 'Please open the link straight from the e-mail, or copy all of it into the address bar.',
  again: 'Save the address in your account once more, then we send a new link.',
};
