import { createRoute } from '@tanstack/react-router';
import { ticketsSearch } from '../../features/tickets/ticketsSearch.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

/** Search params of a question: about which offering, and whether one cannot sign. */
function asking(search: Record<string, unknown>): { angebot?: string; grund?: 'unterschrift' } {
  const grund = wordParam(search, 'grund', ['unterschrift']);
  return { ...textParams(search, 'angebot'), ...(grund && { grund }) };
}

/** Matters of organisations with the operators. */
export const ticketRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/tickets',
    beforeLoad: requireSession,
    validateSearch: ticketsSearch,
    component: lazyPart(() => import('../../features/tickets/TicketsPage.tsx'), 'TicketsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/tickets/neu',
    beforeLoad: requireSession,
    validateSearch: asking,
    component: lazyPart(() => import('../../features/tickets/NewTicketPage.tsx'), 'NewTicketPage'),
  }),
  createRoute({
    getParentRoute: parent,
    // Mails name it, so it stays.
    path: '/tickets/$reference',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/tickets/TicketPage.tsx'), 'TicketPage'),
  }),
] as const;
