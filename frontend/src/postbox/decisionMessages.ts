import { defineMessages } from '../lib/i18n/messages.ts';
import { decisionDe } from './decision.de.ts';

/** Texts of what a decision does. */
export const useDecisionMessages = defineMessages(decisionDe, () =>
  import('./decision.en.ts').then((m) => m.decisionEn),
);
