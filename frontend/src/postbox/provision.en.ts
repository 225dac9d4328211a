import type { ProvisionMessages } from './provision.de.ts';

/** English texts of how a decision reached the person. */
export const provisionEn: ProvisionMessages = {
  title: 'Provision and notice',
  provided: (time) => `Provided here on ${time}.`,
  waiting: 'The notice by e-mail has not been sent yet.',
  sent: (time) => `Notice by e-mail sent on ${time}.`,
  returned: (sent, back) => `Notice by e-mail sent on ${sent}, came back as undeliverable on ${back}.`,
  notSent: (time) => `The notice by e-mail was not sent (found on ${time}).`,
  off: {
    owner: 'There was no notice of this decision: e-mails about new messages are switched off.',
    authority: 'There was no notice of this decision: the person gets no e-mails about new messages.',
  },
  announced: 'Day of announcement',
  provisional: 'Provisional',
  noDay: 'What is on record gives no day of announcement so far.',
  before: (date) => `Before, it was ${date}; a fact has changed since.`,
  why: 'Why this date?',
  rule: 'Rule:',
  easyDay: (day) => `From ${day} the decision counts as known.`,
  easyProvisional: 'The day is not quite certain yet.',
  easyNoDay: ['We do not know yet from which day the decision counts as known.'],
  easyAuthority: {
    WAITING: ['The person will get an e-mail: there is something new here.'],
    SENT: ['We have sent the person an e-mail: there is something new here.'],
    FAILED: ['We wanted to send the person an e-mail.', 'The e-mail did not arrive.'],
    OFF: ['The person gets no e-mails from us.'],
  },
  easy: {
    WAITING: ['You will get an e-mail: there is something new here.'],
    SENT: ['We have sent you an e-mail: there is something new here.'],
    FAILED: [
      'We wanted to send you an e-mail. The e-mail did not arrive.',
      'Check your e-mail address in your account.',
    ],
    OFF: ['You get no e-mails from us.', 'So look here yourself often.'],
  },
};
