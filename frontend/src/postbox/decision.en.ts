import type { DecisionMessages } from './decision.de.ts';

/** English texts of what a decision does. */
export const decisionEn: DecisionMessages = {
  effects: {
    INFORMATION: 'For information, not announced',
    ANNOUNCEMENT: 'Provided here for announcement (Art. 24 BayDiG)',
    SERVICE_OF_DOCUMENTS: 'Provided here for formal service (Art. 25 BayDiG)',
  },
  effectTexts: {
    INFORMATION: {
      owner:
        'The decision is not announced by this message; no period runs from it. The authority has to announce it to you in another way, for example by post.',
      authority: 'The decision is not announced by this message; no period runs from it. Announce it in another way.',
    },
    ANNOUNCEMENT: {
      owner: 'You have consented to this authority announcing decisions to you here.',
      authority: 'The person has consented to your authority announcing decisions here.',
    },
    SERVICE_OF_DOCUMENTS: {
      owner: 'You have expressly consented to this authority serving documents to you here.',
      authority: 'The person has expressly consented to your authority serving documents here.',
    },
  },
  easy: {
    INFORMATION: [
      'Here is a decision of an office. You can read it.',
      'But by this message it does not count yet.',
      'The office sends you the decision again in another way. For example by post.',
    ],
    ANNOUNCEMENT: [
      'Here is a decision of an office.',
      'You said yes: decisions may come here.',
      'The decision counts even if you do not read it.',
      'Read it soon. Do you not agree? The decision says what you can do, and until when.',
    ],
    SERVICE_OF_DOCUMENTS: [
      'Here is an important letter of an office.',
      'You said yes: the office may serve such letters here.',
      'The letter can count even if you do not read it.',
      'Read it soon. Do you not agree? The letter says what you can do, and until when.',
    ],
  },
  easyAuthority: {
    INFORMATION: [
      'The person can read the decision here.',
      'But by this message it does not count yet.',
      'Send the decision again in another form. For example by post.',
    ],
    ANNOUNCEMENT: [
      'The person said yes: your decisions may come here.',
      'Below it says from which day the decision counts as known.',
      'No day is there? Then we do not know one yet.',
    ],
    SERVICE_OF_DOCUMENTS: [
      'The person said yes: your office may serve such letters here.',
      'We do not work out the day of service.',
    ],
  },
  choice: 'What does the decision do?',
  noConsent:
    'The person has not consented to your authority announcing decisions or serving documents here. You can give the decision for information.',
  consents: 'Consents',
  consent: {
    ANNOUNCEMENT: (time) => `announcement here, since ${time}`,
    SERVICE_OF_DOCUMENTS: (time) => `formal service here, since ${time}`,
  },
  none: 'none: decisions here for information only',
  failed: 'What this decision does could not be loaded.',
};
