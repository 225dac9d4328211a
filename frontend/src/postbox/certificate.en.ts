import type { CertificateMessages } from './certificate.de.ts';

/** English texts of the wish for a certificate of deletion. */
export const certificateEn: CertificateMessages = {
  wish: 'Download the certificate of deletion',
  hint: 'A small file without your name and without content. In it the platform declares with its signature that something was deleted, and when. It can be checked under “Check a proof”.',
  easy: [
    'You get a file.',
    'The file says: something was deleted here. The platform signed it.',
    'Your name is not in the file.',
    'Keep the file in a safe place.',
  ],
};
