import type { CertificateMessages } from './certificate.de.ts';

/** English texts of the sign-in by organisation certificate. */
export const certificateEn: CertificateMessages = {
  heading: 'For municipalities and organisations',
  hint: 'You sign in to the service that issued your certificate, and come back here afterwards.',
  with: (name) => `Sign in with an organisation certificate (${name})`,
  busy: 'We are signing you in …',
  title: 'Sign-in with certificate',
  again: 'Back to the sign-in',
  failed: 'The sign-in with the certificate did not work',
  problems: {
    ATTEMPT_UNKNOWN:
      'This sign-in was not begun in this browser, or you began it anew in another window. To keep you safe we do not accept it. Please begin again here.',
    ATTEMPT_USED: 'This sign-in is completed already. If you are not signed in, please begin again.',
    ATTEMPT_EXPIRED: 'The sign-in took longer than ten minutes. Please begin again.',
    OTHER_SESSION: 'Meanwhile somebody signed in or out in this browser. Please begin again.',
    CANCELLED: 'You gave up the sign-in. Nothing has happened.',
    PROVIDER_UNAVAILABLE:
      'The sign-in service does not answer at the moment. Please try again in a few minutes. You can still sign in with e-mail address and password.',
    PROVIDER_REFUSED:
      'The sign-in service does not accept sign-ins from here. There is nothing that you can do about it: please tell the operator of this platform.',
    ANSWER_INVALID:
      'What the sign-in service sent does not fit this sign-in. To keep you safe we do not accept it. Please begin again.',
    CLAIMS_INCOMPLETE:
      'The sign-in service did not tell everything that we must know of an organisation certificate. Please tell the operator of this platform.',
    CERTIFICATE_ENDED:
      'Your organisation certificate has expired. Please have it renewed by the service that issued it, and then sign in again.',
    OTHER_ACCOUNT:
      'This certificate belongs to another account than the one you are signed in to. Please sign out first, or use the certificate of your account.',
    ACCOUNT_CLOSED: 'The account of this certificate is blocked. The e-mail that you got about it says why.',
    other: 'Please try again in a moment.',
  },
  noAccount: {
    title: 'There is no account for this certificate yet',
    lead: 'Your sign-in worked. But the certificate belongs to no account here.',
    signedOut: 'You are not signed in with a certificate',
    signedOutText: 'Please sign in.',
    what: 'What the certificate says',
    person: 'Person',
    mailbox: 'Functional mailbox',
    organisation: 'Organisation',
    email: 'E-mail address',
    validTo: 'Valid until',
    issuer: 'Sign-in service',
    next: 'If you already have an account with e-mail address and password, sign out here, sign in there, and then once more with the certificate in the same browser.',
    leave: 'Sign out',
  },
};
