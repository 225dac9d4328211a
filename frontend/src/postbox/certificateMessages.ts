import { defineMessages } from '../lib/i18n/messages.ts';
import { certificateDe } from './certificate.de.ts';

/** Texts of the wish for a certificate of deletion. */
export const useCertificateMessages = defineMessages(certificateDe, () =>
  import('./certificate.en.ts').then((m) => m.certificateEn),
);
