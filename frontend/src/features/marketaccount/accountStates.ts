import type { MarketAccountState } from '../../gql/graphql.ts';

/** State of an account behind each word of the address. */
export const accountStates = {
  wartend: 'PENDING_REVIEW',
  freigegeben: 'ACTIVE',
  abgelehnt: 'REJECTED',
  beendet: 'DISABLED',
} as const satisfies Record<string, MarketAccountState>;

/** A state as the address has it. */
export type StateWord = keyof typeof accountStates;

/** The words in the order of the choice. */
export const stateWords = Object.keys(accountStates) as StateWord[];
