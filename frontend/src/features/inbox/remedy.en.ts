import type { RemedyMessages } from './remedy.de.ts';

/** English texts of the instruction on remedies. */
export const remedyEn: RemedyMessages = {
  label: 'Instruction on remedies in the decision',
  hint: 'By it the end of the time for a remedy is computed, once the decision counts as announced. Both sides see it.',
  choices: {
    MONTH: 'One month',
    TWO_WEEKS: 'Two weeks',
    NONE: 'No instruction: one year (§ 58 Abs. 2 VwGO)',
  },
};
