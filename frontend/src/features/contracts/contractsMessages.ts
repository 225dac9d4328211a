import { defineMessages } from '../../lib/i18n/messages.ts';
import { contractsDe } from './contracts.de.ts';

/** Texts of contracts, for municipalities and operators. */
export const useContractsMessages = defineMessages(contractsDe, () =>
  import('./contracts.en.ts').then((m) => m.contractsEn),
);
