import type { FormMessages } from './form.de.ts';

/** English texts of the form in which an application is valid. */
export const formEn: FormMessages = {
  title: {
    WRITTEN: 'Written form needed',
    ONLINE_ONLY: 'By the online service only',
    FORM_REQUIRED: 'A form is prescribed',
  },
  of: (title, service) => `${service}: ${title}`,
  text: {
    WRITTEN:
      'The law asks for the application in written form. A message from this account does not replace it, nor with the code from the letter.',
    ONLINE_ONLY: 'This authority takes the application by the online service only. A message does not do.',
    FORM_REQUIRED: 'The application needs a certain form. Attach it to your message, filled in.',
  },
  way: 'This is how:',
  link: { WRITTEN: 'To the form', ONLINE_ONLY: 'To the online service', FORM_REQUIRED: 'To the form' },
  still: 'You can ask questions here all the same, and send documents beforehand.',
  basis: (basis, day) => `Legal basis: ${basis}. Last checked on ${day}, not yet confirmed by counsel.`,
  mark: 'This is an application',
  markHint: 'The authority then sees at once that you apply for something.',
  unknown: 'Whether your application needs a certain form, the authority tells you.',
  easy: {
    WRITTEN: [
      'A message is not enough for this application.',
      'You must apply in another way.',
      'Above it says how.',
      'You may ask questions here all the same.',
    ],
    ONLINE_ONLY: [
      'You can make this application on the internet only.',
      'There is a page of its own for it.',
      'A message is not enough.',
      'You may ask questions here all the same.',
    ],
    FORM_REQUIRED: ['You need a form for this application.', 'Fill in the form.', 'Attach the form to your message.'],
  },
};
