import type { LegalMessages } from './legal.de.ts';

/** English texts around the legal texts. */
export const legalEn: LegalMessages = {
  titles: {
    TERMS_OF_USE: 'Terms of use',
    PRIVACY_NOTICE: 'Privacy',
    ACCESSIBILITY_STATEMENT: 'Accessibility statement',
    IMPRINT: 'Imprint',
    CONSENT_ANNOUNCEMENT: 'Consent: announcing decisions here',
    CONSENT_SERVICE: 'Consent: formally serving documents here',
  },
  version: (version, day) => `Version ${version}, in force from ${day}`,
  missing: 'This text is not available yet.',
};
