import type { ProgressMessages } from './progress.de.ts';

/** Texts of how far a matter is, as mailbox and inbox share them. */
export const progressEn: ProgressMessages = {
  title: 'How far is it?',
  states: {
    RECEIVED: 'received',
    IN_PROGRESS: 'in progress',
    WAITING_FOR_YOU: 'waiting for you',
    DECIDED: 'decided',
    CLOSED: 'closed',
  },
  since: (date) => `since ${date}`,
  nextStep: 'Next step',
  expectedBy: 'Expected by',
  expectedHint: 'As the authority expects it; not a time limit.',
  missing: 'Still missing',
  easy: {
    RECEIVED: ['Your message is with the authority.', 'The authority has not started yet.'],
    IN_PROGRESS: ['The authority is working on your matter.', 'You do not have to do anything now.'],
    WAITING_FOR_YOU: ['The authority is waiting for you.', 'Write to the authority.', 'Send what is missing.'],
    DECIDED: ['The authority has decided.', 'Read the message of the authority.'],
    CLOSED: ['The authority has finished your matter.', 'Do you have questions? Then write to the authority.'],
  },
  easyAuthority: {
    RECEIVED: ['The matter is with your office.', 'The person sees: received.'],
    IN_PROGRESS: ['Your office is working on the matter.', 'The person sees that, too.'],
    WAITING_FOR_YOU: ['Your office is waiting for the person.', 'The person sees: the office is waiting for me.'],
    DECIDED: ['Your office has decided.', 'The person sees that, too.'],
    CLOSED: ['Your office has finished the matter.', 'The person sees that, too.'],
  },
  easyDeleted: [
    'The case mailbox of the person is deleted.',
    'You cannot answer the person here any more.',
    'Your office still has its copy.',
  ],
  change: 'State progress',
  clerkStates: {
    RECEIVED: 'received',
    IN_PROGRESS: 'in progress',
    WAITING_FOR_YOU: 'waiting for the person',
    DECIDED: 'decided',
    CLOSED: 'closed',
  },
  declined: 'not competent',
  named: (name) => `Competent, as it says: ${name}.`,
  namesNobody: 'It named no other authority.',
  easyDeclined: [
    'The authority says: we are not competent.',
    'Perhaps another authority can help.',
    'Is a period running? Then do not wait.',
  ],
  told: 'Told to the person',
  failed: 'State and deadlines could not be loaded.',
  again: 'Try again',
};
