import type { TrustMessages } from './trust.de.ts';

/** English texts of the page on trust: who can read what, and the published keys. */
export const trustEn: TrustMessages = {
  title: 'Trust and keys',
  lead: 'What is encrypted, who could read something, and how you recognise that something comes from this platform.',
  reading: {
    title: 'Who can read your messages',
    intended:
      'Only you and the authority that you write to shall read them. This is how that is achieved, and where it ends:',
    way: {
      title: 'On the way to us',
      text: 'Between your device and the platform TLS protects, as with a bank. The platform opens your messages to show them to you, to search them and to look for malware. It is not end-to-end encryption.',
    },
    rest: {
      title: 'On the platform',
      text: 'Each message and each document is encrypted by itself, with keys of its own for you and for each authority. An authority can open only what it sent or received. Whoever has only the database, the files or backups of them reads nothing: that takes the main key, which is not in them.',
    },
    inbox: {
      title: 'Authorities with an inbox at Schalter',
      text: 'There the staff read whom the authority itself entered for that.',
    },
    mail: {
      title: 'Authorities with an e-mail mailbox of their own',
      text: 'The platform signs your message, encrypts it to the certificate of the authority (S/MIME) and hands it over. On its way nobody can read it, and no mail server either. It is decrypted in the mailbox of the authority; where the authority runs a gateway of its own, already there. The authority decides who has access. Its answer comes back the same way, and counts only when it is signed with the certificate that is stored.',
    },
    operators: {
      title: 'Those who run the platform',
      text: 'In their role operators see no messages: there is no page and no command for that. But whoever holds both the host (or the database) and the main key could read. Encryption does not protect against that, only keeping the two apart and watching over the people who manage them.',
    },
    visible: {
      title: 'What is not hidden',
      text: 'That, when and how often you write to an authority, and how large a message is, stands in the database and shows in delivery. Notices to your e-mail address never have the content.',
    },
  },
  legacy: {
    title: 'Older encryption (“LEGACY”)',
    text: 'Some mail programs of authorities only understand an older method (RSA by PKCS #1 v1.5). It is not broken, but forgives fewer mistakes when decrypting than those of today. Schalter uses it only when a connection test found nothing better and the operators allowed it for this authority, with an end date. Nothing is ever sent without encryption.',
  },
  deleting: {
    title: 'How deleting works',
    text: 'When you delete a message, a document or a case mailbox, its key on your side is destroyed, and nobody can open it there any more. A document of an answer by e-mail is also in its signed original until you delete the message. Backups still hold the rest for a while; it cannot be read in them either once the main key of that time is destroyed too. By default that takes 37 days at most.',
    others:
      'What an authority received it keeps by its own rules. An authority with an e-mail mailbox of its own has its copy there; on the platform only yours remains.',
  },
  dates: {
    title: 'Days with legal effect',
    text: 'When a decision counts as announced and when periods end, the platform computes by published rules.',
    rules: 'See the rules',
  },
  proof: {
    title: 'How you check a proof',
    text: 'With each message you can download a proof: content, documents and the way of its delivery, sealed. You can check it',
    page: 'on the page “Check a proof”, without uploading anything',
    program: 'with the free program: “schalter verify FILE”',
    openssl: 'with openssl, by the lines in PRUEFEN.txt inside of the proof',
    compare: 'That a proof comes from here you recognise by the fingerprint of the seal. It is this one:',
  },
  keys: {
    title: 'Our published keys',
    seal: 'Seal of the proofs',
    sealText: 'Seals the packages and PDFs that can be downloaded.',
    signing: 'Keys of messages and events',
    signingText:
      'Sign each message and each event when it happens (Ed25519). Fingerprint: SHA-256 over the SubjectPublicKeyInfo.',
    active: 'in use',
    former: 'former key, holds for what was signed then',
    since: (day) => `since ${day}`,
    noFingerprint: 'Your browser computes fingerprints only on pages with a secured connection (https).',
    publicKey: 'Public key (Base64)',
    gateway: 'E-mail gateway',
    gatewayText:
      'From this one address the platform writes to authorities with an e-mail mailbox of their own. Only it takes answers.',
    gatewayOff: 'This platform does not use an e-mail gateway at present.',
    address: 'Address',
    certificate: 'Certificate',
    issuer: 'Issued by',
    until: 'Valid until',
    fingerprint: 'Fingerprint (SHA-256)',
    download: 'Download the certificate (PEM)',
    log: 'Public log',
    logText:
      'Each event stands as a checksum in a log that can only grow. Whoever keeps its state notices if something were changed afterwards. What it was about it does not tell.',
    origin: 'Name',
    verifierKey: 'Key of the log',
    size: 'Entries',
    checkpoint: 'Signed state (checkpoint)',
    openCheckpoint: 'Open the state of today',
    noCheckpoint: 'none yet: the log is empty',
    failed: 'The keys could not be loaded.',
  },
};
