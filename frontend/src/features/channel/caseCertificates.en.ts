import type { CaseCertificatesMessages } from './caseCertificates.de.ts';

/** English texts of certificates of cases that were deleted. */
export const caseCertificatesEn: CaseCertificatesMessages = {
  title: 'Deleted cases',
  lead: 'Their retention was over. Each certificate is here for a year; the file itself stays valid. It names neither the person nor the case.',
  deleted: (reference: string, day: string, name: string) => `${reference}, deleted on ${day} (class: ${name})`,
  download: 'Certificate',
  downloadOf: (reference: string) => `Download the certificate about ${reference}`,
};
