import { createRoute } from '@tanstack/react-router';
import { ticketsSearch } from '../../features/tickets/ticketsSearch.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

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
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'angebot', 'grund'),
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
