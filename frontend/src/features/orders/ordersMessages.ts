import { defineMessages } from '../../lib/i18n/messages.ts';
import { ordersDe } from './orders.de.ts';

/** Texts of orders, for municipalities and operators. */
export const useOrdersMessages = defineMessages(ordersDe, () => import('./orders.en.ts').then((m) => m.ordersEn));
