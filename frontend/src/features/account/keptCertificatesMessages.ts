import { defineMessages } from '../../lib/i18n/messages.ts';
import { keptCertificatesDe } from './keptCertificates.de.ts';

/** Texts of the certificates that are kept in the account. */
export const useKeptCertificatesMessages = defineMessages(keptCertificatesDe, () =>
  import('./keptCertificates.en.ts').then((m) => m.keptCertificatesEn),
);
