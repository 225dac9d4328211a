import { defineMessages } from '../../lib/i18n/messages.ts';
import { clerkDisplayDe } from './clerkDisplay.de.ts';

/** Texts of how clerks are shown. */
export const useClerkDisplayMessages = defineMessages(clerkDisplayDe, () =>
  import('./clerkDisplay.en.ts').then((m) => m.clerkDisplayEn),
);
