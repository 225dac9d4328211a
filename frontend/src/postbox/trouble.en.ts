import type { TroubleMessages } from './trouble.de.ts';

/** English texts about a delivery that failed, and about an authority of which nothing is heard. */
export const troubleEn: TroubleMessages = {
  what: 'What you can do',
  letter: 'Print as a letter or fax (PDF)',
  letterTo: (name) => `Print the message to ${name} as a letter or fax (PDF)`,
  letterFailed: 'The letter could not be loaded. Please try again.',
  title: {
    INBOX: 'For 14 days nobody there opened this message',
    SMIME: 'For 14 days no answer to it arrived',
  },
  text: {
    INBOX: 'It still lies in the authority’s inbox.',
    SMIME: 'The message went to the authority’s own e-mail mailbox. Whether somebody there has read it we cannot see.',
  },
  advice: 'Ask the authority, or send the message as a letter or fax. If a period is running, do not wait.',
  easy: {
    INBOX: [
      'You wrote to the authority.',
      'For 14 days nobody there opened the message.',
      'Call the authority.',
      'Or print the message. Then send the letter by post.',
    ],
    SMIME: [
      'You wrote to the authority.',
      'For 14 days no answer came.',
      'We do not know whether somebody read the message.',
      'Call the authority.',
      'Or print the message. Then send the letter by post.',
    ],
  },
};
