import type { DeletionMessages } from './deletion.de.ts';

/** English texts of the deletion of an account. */
export const deletionEn: DeletionMessages = {
  title: 'Delete the account',
  intro: 'You can delete your account at any time. Delete your mailboxes first.',
  open: 'Delete the account',
  dialog: 'Delete the account for good?',
  goes: 'Destroyed are your name, your address, your e-mail address, letters, consents, settings and the certificates of deletion that are kept here: first download what you want to keep. All devices are signed out.',
  stays: 'Authorities keep what they need for their records. In the log of the platform acts stay without your name.',
  final: 'This cannot be undone. You will get an e-mail of farewell.',
  password: 'Your password',
  missing: 'Enter your password',
  act: 'Delete for good',
  done: 'Your account is deleted.',
  easy: [
    'You can delete your account.',
    'Then your data is gone from here.',
    'Nobody can bring it back.',
    'The authorities keep their records.',
  ],
};
