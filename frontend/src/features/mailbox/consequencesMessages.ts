import { defineMessages } from '../../lib/i18n/messages.ts';
import { consequencesDe } from './consequences.de.ts';

/** Texts of what deleting does. */
export const useConsequencesMessages = defineMessages(consequencesDe, () =>
  import('./consequences.en.ts').then((m) => m.consequencesEn),
);
