import { defineMessages } from '../../lib/i18n/messages.ts';
import { retentionDe } from './retention.de.ts';

/** Texts of how long an authority keeps its cases. */
export const useRetentionMessages = defineMessages(retentionDe, () =>
  import('./retention.en.ts').then((m) => m.retentionEn),
);
