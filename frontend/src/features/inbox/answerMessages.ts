import { defineMessages } from '../../lib/i18n/messages.ts';
import { answerDe } from './answer.de.ts';

/** Texts of writing an answer. */
export const useAnswerMessages = defineMessages(answerDe, () => import('./answer.en.ts').then((m) => m.answerEn));
