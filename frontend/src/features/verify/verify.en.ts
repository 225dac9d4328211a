import type { CheckName, Reason, Result } from '../../verifier/verdict.ts';
import type { VerifyMessages } from './verify.de.ts';

const texts: Record<CheckName, Partial<Record<Result, string | ((detail: string) => string)>>> = {
  CONTAINER: {
    PASSED: 'The package has exactly the files that its list names.',
    FAILED: 'The package has other files than its list and its index name.',
  },
  FILES: {
    PASSED: (count) => `All ${count} files have the checksums that the list gives.`,
    FAILED: 'These files were changed.',
  },
  SEAL: {
    PASSED: (name) => `The list of files is sealed by: ${name}.`,
    FAILED: 'The seal does not fit the list of files.',
  },
  INDEX: {
    PASSED: 'The index of the package can be read.',
    FAILED: 'The index of the package cannot be read. No more can be checked.',
  },
  PDF: {
    PASSED: 'The PDF is signed as a whole with the same seal.',
    FAILED: 'The PDF is not as it was signed.',
  },
  PDF_WHOLE: { FAILED: 'Not the whole PDF is signed: something was appended or left out.' },
  MESSAGES: {
    PASSED: (count) =>
      count === '1'
        ? 'The platform signed the message when it was sent.'
        : `The platform signed all ${count} messages when they were sent.`,
    FAILED: 'The description of a message is not the signed one.',
  },
  TEXTS: {
    PASSED: 'Subject and text are those that were signed.',
    FAILED: 'Subject or text are not those that were signed.',
  },
  DOCUMENTS: {
    PASSED: (count) =>
      count === '0' ? 'There are no documents.' : `The documents are those that were signed (${count}).`,
    FAILED: 'These documents are not those that were signed.',
    OPEN: (names) => `The documents enclosed are those that were signed. No longer enclosed: ${names}.`,
  },
  ORIGINAL: {
    PASSED: (signer) => `The mail is enclosed as the authority signed it. Signed by: ${signer}.`,
    FAILED: 'The signed mail of the authority is missing, or is not the one that it signed.',
  },
  RECORD: {
    PASSED: (count) => (count === '1' ? 'The event is signed.' : `All ${count} events are signed and in their place.`),
    FAILED: 'Events were changed, removed, or do not belong to the messages.',
  },
  LOG: {
    PASSED: (origin) => `All events are in the public log ${origin}.`,
    FAILED: 'The public log does not confirm the events.',
    OPEN: (count) => `Not all events are in the public log yet (${count.replace('/', ' of ')}).`,
  },
  STAMP: {
    FAILED: 'The time-stamp is missing, does not fit the log or is not validly signed.',
    OPEN: (detail) =>
      `A time-stamp fits the state of the log. It names this time and this authority: ${detail}. Whether you can trust that authority, “schalter verify” checks with its root certificate.`,
  },
  PLATFORM: {
    PASSED: 'Seal and keys are those that this platform publishes.',
    FAILED: 'The seal is that of this platform, the keys in the package are not.',
    OPEN: 'The seal was not compared with the published one.',
  },
};

const open: Partial<Record<Reason, (detail: string) => string>> = {
  unsupported: () => 'Your browser cannot check this kind of signature (Ed25519). Whatever else can be checked fits.',
  unreachable: () =>
    'The published keys of this platform could not be fetched. Compare the fingerprint of the seal yourself.',
  otherSeal: (name) =>
    `The seal is not that of this platform. The package says that it comes from: ${name}. Compare the fingerprint with the one that platform publishes.`,
  formerSeal: () =>
    'The messages are signed with keys of this platform, but the seal around the package is another one than published today.',
};

/** English texts of the page that checks packages of evidence. */
export const verifyEn: VerifyMessages = {
  title: 'Check a proof',
  lead: 'Check whether a proof, an export or a certificate of deletion of Schalter is genuine and unchanged.',
  stays: 'The file stays on your device. Nothing of it is uploaded.',
  choose: 'Choose a file',
  another: 'Check another file',
  chooseHint: 'A file ending in .asice. You can also drag it here.',
  drop: 'Drop the file here',
  checking: (name) => `Checking ${name}`,
  progress: 'Read',
  cancel: 'Cancel',
  cancelled: 'The check was cancelled.',
  insecure:
    'Your browser checks signatures only on pages with a secured connection (https). Open this page by https, or check with “schalter verify”.',
  unusable: {
    title: (name) => `${name} cannot be checked`,
    form: 'This is no package of Schalter, or the file is damaged. The download may have been incomplete: download the proof once more.',
    other: 'This is a ZIP archive, but no proof of Schalter.',
    large:
      'The package is too large to be checked in a browser (more than 4 GB or 20,000 files). “schalter verify” checks it.',
    reading: 'The file cannot be read any more. Perhaps it was moved. Choose it once more.',
    unknown: 'Something went wrong while checking. Try again, or check with “schalter verify”.',
  },
  outcomes: {
    genuine: {
      title: 'Valid: genuine and unchanged',
      text: 'This platform issued the package, and nothing in it was changed since.',
    },
    foreign: {
      title: 'Unchanged, but not with the seal of this platform',
      text: 'The package fits in itself. Whether it is genuine depends on whose seal it has: compare the fingerprint below.',
    },
    unknown: {
      title: 'Unchanged; the seal is still to be compared',
      text: 'The package fits in itself. Now compare the fingerprint below with the published one.',
    },
    partly: {
      title: 'As far as your browser can check, nothing was changed',
      text: 'Your browser cannot check some of the signatures. A newer browser or “schalter verify” checks all of them.',
    },
    broken: {
      title: 'Not valid',
      text: 'This package is no longer as it was issued. Do not rely on it.',
      files: 'Concerned:',
    },
  },
  about: {
    title: 'What the package says',
    kind: 'Kind',
    kinds: {
      PROOF: 'Proof of one message',
      EXPORT: 'Export of a case mailbox or case',
      DELETION: 'Certificate of deletion',
    },
    deleted: 'Deleted',
    deletedKinds: {
      MAILBOX_DELETED: 'a case mailbox',
      ACCOUNT_DELETED: 'an account',
      CASE_DELETED: "an authority's copy of a case",
    },
    deletedAt: 'Deleted on',
    deletedBy: 'Deleted by',
    deletedByWhom: (platform, ofCase) =>
      ofCase
        ? 'the platform, as the retention was over'
        : platform
          ? 'the platform, as the time of the mailbox was over'
          : 'its owner',
    digest: 'Checksum of the id (SHA-256)',
    deletedProves: {
      MAILBOX_DELETED:
        'This is what the certificate proves: the platform declares that it deleted the case mailbox and its key at that time, and has signed that. Who still has the id recognises it by the checksum.',
      ACCOUNT_DELETED:
        'This is what the certificate proves: the platform declares that it deleted the account and its key at that time, and has signed that. Who still has the id recognises it by the checksum.',
      CASE_DELETED:
        "This is what the certificate proves: the platform declares that it deleted the authority's copy of the case and its key at that time, and has signed that. Who still has the id, for example from an export, recognises it by the checksum.",
    },
    deletedProvesNot: {
      MAILBOX_DELETED:
        'This it does not prove: whose the case mailbox was, what was in it, and whether there are copies elsewhere. Authorities keep what they received.',
      ACCOUNT_DELETED: 'This it does not prove: whose the account was and what was in it.',
      CASE_DELETED:
        'This it does not prove: whom it was about, what was in it, and whether there are copies elsewhere. The person keeps the case mailbox; who exported the case still has it.',
    },
    deletedEasy: {
      MAILBOX_DELETED: [
        'This certificate says: a case mailbox was deleted.',
        'It does not say whose it was.',
        'The authorities still have their messages.',
      ],
      ACCOUNT_DELETED: ['This certificate says: an account was deleted.', 'It does not say whose it was.'],
      CASE_DELETED: [
        'This certificate says: an authority had a copy of a case. This copy was deleted.',
        'It does not say whom it was about.',
        'The person still has the case mailbox, unless the person deleted it.',
      ],
    },
    platform: 'Issued by',
    reference: 'Case number',
    caseTitle: 'Title',
    createdAt: 'Issued on',
    seal: 'Seal',
    fingerprint: 'Fingerprint of the seal (SHA-256)',
    compare: 'Published keys of this platform',
    messages: 'Messages',
    message: (from, to) => `${from} to ${to}`,
    documents: (count) => (count === 1 ? '1 document' : `${count} documents`),
    more: (count) => `and ${count} more`,
  },
  checks: {
    title: 'What was checked',
    results: { PASSED: 'fits', FAILED: 'does not fit', OPEN: 'open' },
    titles: {
      CONTAINER: 'Extent',
      FILES: 'Files',
      SEAL: 'Seal',
      INDEX: 'Index',
      PDF: 'PDF',
      PDF_WHOLE: 'PDF',
      MESSAGES: 'Messages',
      TEXTS: 'Subject and text',
      DOCUMENTS: 'Documents',
      ORIGINAL: 'Signed original',
      RECORD: 'Events',
      LOG: 'Public log',
      STAMP: 'Time-stamp',
      PLATFORM: 'Origin',
    },
    text: (name, result, detail, reason) => {
      const why = result === 'OPEN' && reason ? open[reason] : undefined;
      if (why) return why(detail);
      const text = texts[name][result] ?? '';
      return typeof text === 'string' ? text : text(detail);
    },
  },
  otherwise: {
    title: 'Check without this page',
    text: 'A proof does not hang on this platform. It can be checked many years from now, when the platform is gone:',
    program: 'with the free program Schalter on your own computer:',
    command: 'schalter verify nachweis.asice',
    openssl: 'with openssl: the file is a ZIP archive. PRUEFEN.txt in it says which lines to enter.',
  },
};
