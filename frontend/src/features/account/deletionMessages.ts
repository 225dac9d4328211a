import { defineMessages } from '../../lib/i18n/messages.ts';
import { deletionDe } from './deletion.de.ts';

/** Texts of the deletion of an account. */
export const useDeletionMessages = defineMessages(deletionDe, () =>
  import('./deletion.en.ts').then((m) => m.deletionEn),
);
