import { defineMessages } from '../../lib/i18n/messages.ts';
import { reviewDe } from './review.de.ts';

/** Texts of the operators' pages of market accounts. */
export const useReviewMessages = defineMessages(reviewDe, () => import('./review.en.ts').then((m) => m.reviewEn));
