import { defineMessages } from '../../lib/i18n/messages.ts';
import { marketAccountDe } from './marketaccount.de.ts';

/** Texts of the accounts of the market. */
export const useMarketAccountMessages = defineMessages(marketAccountDe, () =>
  import('./marketaccount.en.ts').then((m) => m.marketAccountEn),
);
