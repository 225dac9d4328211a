import type { KeptCertificatesMessages } from './keptCertificates.de.ts';

/** English texts of the certificates that are kept in the account. */
export const keptCertificatesEn: KeptCertificatesMessages = {
  title: 'Certificates of deletion',
  lead: 'Case mailboxes in which nothing happened for six months are deleted by the platform itself. In a certificate it declares with its signature that something was deleted, and when. It can be checked under “Check a proof”.',
  deleted: (at) => `Case mailbox, deleted on ${at}`,
  until: (day) => `can be downloaded here until ${day}`,
  download: (day) => `Download the certificate of ${day}`,
  easy: [
    'You did not use a mailbox for a long time.',
    'Therefore we deleted it.',
    'The certificate says: the mailbox is gone.',
    'Keep the file in a safe place.',
  ],
};
