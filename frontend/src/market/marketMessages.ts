import { defineMessages } from '../lib/i18n/messages.ts';
import { marketDe } from './market.de.ts';

/** Texts that catalogue, orders, contracts and rollouts share. */
export const useMarketMessages = defineMessages(marketDe, () => import('./market.en.ts').then((m) => m.marketEn));
