import { createRoute } from '@tanstack/react-router';
import { orderStates } from '../../features/orders/orderSearch.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
const states = Object.keys(orderStates) as (keyof typeof orderStates)[];

/** The operators' pages of orders. */
export const orderDeskRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/bestellungen',
    beforeLoad: requireSession,
    validateSearch: (search: Record<string, unknown>) => {
      const stand = wordParam(search, 'stand', states);
      const entschieden = wordParam(search, 'entschieden', ['freigegeben', 'zurueckgegeben']);
      return { ...(entschieden && { entschieden }), ...(stand && { stand }) } as {
        entschieden?: 'freigegeben' | 'zurueckgegeben';
        stand?: (typeof states)[number];
      };
    },
    component: lazyPart(() => import('../../features/orders/DeskOrdersPage.tsx'), 'DeskOrdersPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/bestellungen/$reference',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/orders/DeskOrderPage.tsx'), 'DeskOrderPage'),
  }),
] as const;
