import { defineMessages } from '../lib/i18n/messages.ts';
import { eventKindsDe } from './eventKinds.de.ts';

/** Names of what a record tells; they come with the record. */
export const useEventKindsMessages = defineMessages(eventKindsDe, () =>
  import('./eventKinds.en.ts').then((m) => m.eventKindsEn),
);
