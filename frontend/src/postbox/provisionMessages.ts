import { defineMessages } from '../lib/i18n/messages.ts';
import { provisionDe } from './provision.de.ts';

/** Texts of how a decision reached the person. */
export const useProvisionMessages = defineMessages(provisionDe, () =>
  import('./provision.en.ts').then((m) => m.provisionEn),
);
