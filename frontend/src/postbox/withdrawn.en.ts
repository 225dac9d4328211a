import type { WithdrawnMessages } from './withdrawn.de.ts';

/** English texts of a message that its authority withdrew. */
export const withdrawnEn: WithdrawnMessages = {
  theirs: (name, when) => `${name} withdrew this message on ${when}, before it was opened.`,
  ours: (when) => `Withdrawn on ${when}, before the person opened it. The person sees only this reason.`,
  reason: (reason) => `Reason: ${reason}`,
  easyOurs: [
    'Your office took the message back.',
    'The person has not opened the message.',
    'The person sees only the reason.',
  ],
  easy: [
    'This message was not meant for you. Or something was wrong.',
    'The authority took the message back.',
    'You cannot read the message any more.',
    'You do not have to do anything.',
  ],
};
