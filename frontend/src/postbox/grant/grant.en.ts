import type { GrantMessages } from './grant.de.ts';

/** English texts of what the Einheitlicher Ansprechpartner may see and do. */
export const grantEn: GrantMessages = {
  owner: {
    title: (name) => `${name}: what may it see and do?`,
    intro:
      'The Point of Single Contact can accompany you through all procedures. Without your permission it sees only what you write to it yourself.',
    may: 'What you allow',
    nothing: 'Nothing more',
    nothingHint: 'It sees only what you write to it.',
    see: 'See the progress',
    seeHint:
      'Which authorities take part, how far they are, and which periods run. It never sees your messages to other authorities.',
    forward: 'See the progress and pass on',
    forwardHint:
      'It may also pass on messages that you wrote to it to the competent authority. The day on which they arrived at it goes along as the first receipt.',
    save: 'Save',
    revoke: 'Revoke permission',
    none: 'There is no permission.',
    saved: {
      nothing: 'The permission is revoked.',
      see: 'It may see the progress now.',
      forward: 'It may see the progress and pass on now.',
    },
    given: {
      see: (when) => `Permitted since ${when}: see the progress.`,
      forward: (when) => `Permitted since ${when}: see the progress and pass on.`,
    },
    revoked: (when) => `Revoked on ${when}. What it passed on until then stays with the other authority.`,
    easy: [
      'The Point of Single Contact helps you with authorities.',
      'You decide what it may see.',
      'It may never read what you write to other authorities.',
      'You can take the permission away again.',
    ],
  },
  clerk: {
    title: 'As Point of Single Contact',
    maySee: 'The person lets you see the progress with the other authorities. You do not see their messages.',
    mayForward:
      'The person lets you see the progress with the other authorities and pass on the person’s messages. You do not see the messages of the other authorities.',
    nobody: 'No other authorities take part so far.',
    nothingYet: 'Nothing has arrived there yet.',
    forward: 'Pass on',
    dialog: 'Pass on to the competent authority',
    intro:
      'The authority gets the messages with their documents, and when the first of them arrived at yours. The person sees what you pass on.',
    which: 'Which messages of the person?',
    whichMissing: 'Choose at least one message.',
    to: 'Competent authority',
    toMissing: 'Choose the authority.',
    note: 'Remark',
    noteHint: 'The authority and the person read it.',
    act: 'Pass on',
    done: (name) => `Passed on to ${name}.`,
  },
};
