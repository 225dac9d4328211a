import { defineMessages } from '../../lib/i18n/messages.ts';
import { answerKindDe } from './answerKind.de.ts';

/** Texts of what an answer is. */
export const useAnswerKindMessages = defineMessages(answerKindDe, () =>
  import('./answerKind.en.ts').then((m) => m.answerKindEn),
);
