import { defineMessages } from '../../lib/i18n/messages.ts';
import { caseCertificatesDe } from './caseCertificates.de.ts';

/** Texts of certificates of cases that were deleted. */
export const useCaseCertificatesMessages = defineMessages(caseCertificatesDe, () =>
  import('./caseCertificates.en.ts').then((m) => m.caseCertificatesEn),
);
