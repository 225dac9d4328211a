import type { CertificateMessages } from './certificate.de.ts';

/** English texts of the wish for a certificate of deletion. */
export const certificateEn: CertificateMessages = {
  wish: 'Download the certificate of deletion',
  hint: 'A small file without your name and without content. It proves that something was deleted, and when. It can be checked under “Check a proof”.',
  easy: [
    'You get a file.',
    'The file proves: something was deleted here.',
    'Your name is not in the file.',
    'Keep the file in a safe place.',
  ],
};
