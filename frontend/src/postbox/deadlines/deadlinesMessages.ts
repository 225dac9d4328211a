import { defineMessages } from '../../lib/i18n/messages.ts';
import { deadlinesDe } from './deadlines.de.ts';

/** Texts of days with legal effect. */
export const useDeadlinesMessages = defineMessages(deadlinesDe, () =>
  import('./deadlines.en.ts').then((m) => m.deadlinesEn),
);
