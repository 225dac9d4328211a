import { defineMessages } from '../../lib/i18n/messages.ts';
import { certificateDe } from './certificate.de.ts';

/** Texts of the sign-in by organisation certificate. */
export const useCertificateMessages = defineMessages(certificateDe, () =>
  import('./certificate.en.ts').then((m) => m.certificateEn),
);
