import type { ApplicationMessages } from './application.de.ts';

/** Texts of marking a message as an application. */
export const applicationEn: ApplicationMessages = {
  label: 'This is an application',
  hint: 'The authority then sees at once that you apply for something. Whether your application needs a certain form, the authority tells you.',
};
