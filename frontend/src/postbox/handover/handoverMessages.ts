import { defineMessages } from '../../lib/i18n/messages.ts';
import { handoverDe } from './handover.de.ts';

/** Texts of what is wrongly addressed. */
export const useHandoverMessages = defineMessages(handoverDe, () =>
  import('./handover.en.ts').then((m) => m.handoverEn),
);
