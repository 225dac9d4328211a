import { defineMessages } from '../../lib/i18n/messages.ts';
import { rulesDe } from './rules.de.ts';

/** Texts of the rules for dates with legal effect. */
export const useRulesMessages = defineMessages(rulesDe, () => import('./rules.en.ts').then((m) => m.rulesEn));
