import { defineMessages } from '../../lib/i18n/messages.ts';
import { ticketsDe } from './tickets.de.ts';

/** Texts of the pages of tickets. */
export const useTicketsMessages = defineMessages(ticketsDe, () => import('./tickets.en.ts').then((m) => m.ticketsEn));
