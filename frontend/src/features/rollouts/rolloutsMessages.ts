import { defineMessages } from '../../lib/i18n/messages.ts';
import { rolloutsDe } from './rollouts.de.ts';

/** Texts of the pages on setting services up. */
export const useRolloutsMessages = defineMessages(rolloutsDe, () =>
  import('./rollouts.en.ts').then((m) => m.rolloutsEn),
);
