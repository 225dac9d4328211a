import type { ContractLevel, ContractState } from '../../gql/graphql.ts';

/** How the address calls the states of contracts. */
export const contractStates = {
  vorgemerkt: 'DRAFT',
  angeboten: 'OFFERED',
  unterschrieben: 'SIGNED',
  wirksam: 'EFFECTIVE',
  ruht: 'ON_HOLD',
  beendet: 'TERMINATED',
  abgelaufen: 'EXPIRED',
  abgelehnt: 'DECLINED',
} as const satisfies Record<string, ContractState>;

/** How the address calls the levels of the chain. */
export const contractLevels = {
  bereitstellung: 'PROVISION',
  nachnutzung: 'REUSE',
  sub: 'SUB_REUSE',
  subsub: 'SUB_SUB_REUSE',
} as const satisfies Record<string, ContractLevel>;
