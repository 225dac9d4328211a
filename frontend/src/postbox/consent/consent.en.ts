import type { ConsentMessages } from './consent.de.ts';

/** English texts of consent to digital announcement and to formal service. */
export const consentEn: ConsentMessages = {
  title: 'Decisions and service here',
  lead: (authority) => `You decide what ${authority} may announce or serve to you here. You can change it at any time.`,
  scopes: {
    ANNOUNCEMENT: 'Announce decisions here (Art. 24 BayDiG)',
    SERVICE_OF_DOCUMENTS: 'Formally serve documents here (Art. 25 BayDiG)',
  },
  short: { ANNOUNCEMENT: 'Announcement', SERVICE_OF_DOCUMENTS: 'Service' },
  states: {
    none: 'You have not consented.',
    given: (time, version) => `You consented on ${time} (version ${version}).`,
    revoked: (time) => `You revoked the consent on ${time}.`,
    outdated: (version) =>
      `Your consent is to an earlier text (version ${version}). Nothing is announced or served by it any more. Read the new text if you want to go on consenting.`,
  },
  read: (version) => `Read the text (version ${version})`,
  agree: 'I have read the text and consent.',
  give: 'Consent',
  giving: 'Saving …',
  mustAgree: 'Read the text and confirm that you consent.',
  revoke: 'Revoke consent',
  given: 'Your consent is saved.',
  revoked: 'Your consent is revoked. What was announced before stays announced.',
  easy: {
    ANNOUNCEMENT: [
      'A decision is a letter from an office. It says what the office has decided.',
      'You may choose: do I want to get decisions here?',
      'If you say yes: the office sends the decision here. You get an e-mail.',
      'The decision then counts even if you do not read it.',
      'If you say no: the decision reaches you in another way. For example by post.',
      'You can take your yes back at any time.',
    ],
    SERVICE_OF_DOCUMENTS: [
      'Some letters from an office are very important. The office must prove that the letter arrived.',
      'This is called: service.',
      'You may choose: may the office serve such letters to me here?',
      'If you say yes: a letter can count even if you do not read it.',
      'If you say no: the letter reaches you in another way.',
      'You can take your yes back at any time.',
    ],
  },
  account: {
    title: 'Your consents',
    lead: 'With which authorities you have consented to decisions being announced or documents being served here. You can consent in the case mailbox, beside the authority.',
    none: 'You have consented with no authority.',
    inForce: (time, version) => `given on ${time}, version ${version}`,
    ended: (given, revoked) => `given on ${given}, revoked on ${revoked}`,
    revokeOf: (scope, authority) => `Revoke consent: ${scope} with ${authority}`,
  },
  failed: 'The consents could not be loaded.',
};
