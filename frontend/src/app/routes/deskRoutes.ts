import { createRoute } from '@tanstack/react-router';
import { type StateWord, stateWords } from '../../features/marketaccount/accountStates.ts';
import { ticketsSearch } from '../../features/tickets/ticketsSearch.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';
import { catalogueDeskRoutes } from './catalogueDeskRoutes.ts';
import { contractDeskRoutes } from './contractDeskRoutes.ts';
import { networkDeskRoutes } from './networkDeskRoutes.ts';
import { orderDeskRoutes } from './orderDeskRoutes.ts';

const parent = () => rootRoute;
const areas = ['gestoert', 'zertifikate', 'quarantaene', 'briefe', 'fehler', 'konten', 'protokoll'] as const;

/** Search params of the desk: its section, and in the log whose entries. */
function working(search: Record<string, unknown>) {
  const bereich = wordParam(search, 'bereich', areas);
  return { ...textParams(search, 'kennung'), ...(bereich && { bereich }) } as {
    kennung?: string;
    bereich?: (typeof areas)[number];
  };
}

/** Which market accounts, and the one to be checked. */
function accounts(search: Record<string, unknown>) {
  const stand = wordParam(search, 'stand', stateWords);
  return { ...textParams(search, 'antrag'), ...(stand && { stand }) } as {
    antrag?: string | undefined;
    stand?: StateWord | undefined;
  };
}

/** The operators' desk, and what else they run. */
export const deskRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/betrieb',
    beforeLoad: requireSession,
    validateSearch: working,
    component: lazyPart(() => import('../../features/desk/DeskPage.tsx'), 'DeskPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/marktkonten',
    beforeLoad: requireSession,
    validateSearch: accounts,
    component: lazyPart(() => import('../../features/marketaccount/MarketAccountsPage.tsx'), 'MarketAccountsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/umlage',
    beforeLoad: requireSession,
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'jahr', 'fassung'),
    component: lazyPart(() => import('../../features/levy/LevyAdminPage.tsx'), 'LevyAdminPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/tickets',
    beforeLoad: requireSession,
    validateSearch: ticketsSearch,
    component: lazyPart(() => import('../../features/tickets/OperatorTicketsPage.tsx'), 'OperatorTicketsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/textbausteine',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/tickets/CannedAnswersPage.tsx'), 'CannedAnswersPage'),
  }),
  ...orderDeskRoutes,
  ...contractDeskRoutes,
  ...catalogueDeskRoutes,
  ...networkDeskRoutes,
] as const;
