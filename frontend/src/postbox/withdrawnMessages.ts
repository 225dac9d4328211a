import { defineMessages } from '../lib/i18n/messages.ts';
import { withdrawnDe } from './withdrawn.de.ts';

/** Texts of a message that its authority withdrew. */
export const useWithdrawnMessages = defineMessages(withdrawnDe, () =>
  import('./withdrawn.en.ts').then((m) => m.withdrawnEn),
);
