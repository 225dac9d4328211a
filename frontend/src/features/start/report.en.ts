import type { ReportMessages } from './report.de.ts';

/** English texts of a report on the directory. */
export const reportEn: ReportMessages = {
  title: (service) => `Report a wrong assignment: ${service}`,
  intro:
    'The editors of the directory check your report. You need no user account. Please write nothing about your own case: this goes to no authority.',
  which: 'Which office is it about?',
  none: 'None of them',
  comment: 'What is wrong?',
  commentHint: 'For example: which office is competent as far as you know, and how you know.',
  missing: 'Please write what is wrong.',
  email: 'E-mail address for questions',
  emailHint: 'Without an address the editors cannot answer you.',
  send: 'Send report',
  done: 'Thank you. Your report is with the editors.',
};
