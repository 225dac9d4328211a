import { createRoute } from '@tanstack/react-router';
import { orderStates } from '../../features/orders/orderSearch.ts';
import { orderSteps } from '../../features/orders/orderSteps.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, textsParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
const states = Object.keys(orderStates) as (keyof typeof orderStates)[];

function ordering(search: Record<string, unknown>) {
  const schritt = wordParam(search, 'schritt', orderSteps);
  const zurueck = wordParam(search, 'zurueck', ['pruefen']);
  return {
    // The drafts: one, or those of several members.
    ...textsParams(search, 'entwurf'),
    ...(schritt && { schritt }),
    ...(zurueck && { zurueck }),
  } as { entwurf?: string[]; schritt?: (typeof orderSteps)[number]; zurueck?: 'pruefen' };
}

function noting(search: Record<string, unknown>) {
  const hinweis = wordParam(search, 'hinweis', ['abgeschickt', 'vorgelegt']);
  return (hinweis ? { hinweis } : {}) as { hinweis?: 'abgeschickt' | 'vorgelegt' };
}

function listing(search: Record<string, unknown>) {
  const stand = wordParam(search, 'stand', states);
  return { ...textParams(search, 'organisation'), ...noting(search), ...(stand && { stand }) } as {
    organisation?: string;
    hinweis?: 'abgeschickt' | 'vorgelegt';
    stand?: (typeof states)[number];
  };
}

/** What municipalities take over: from the first step of an order to its state. */
export const orderRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/bestellen/$slug',
    beforeLoad: requireSession,
    validateSearch: ordering,
    component: lazyPart(() => import('../../features/orders/OrderWizardPage.tsx'), 'OrderWizardPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/bestellungen',
    beforeLoad: requireSession,
    validateSearch: listing,
    component: lazyPart(() => import('../../features/orders/OrdersPage.tsx'), 'OrdersPage'),
  }),
  createRoute({
    getParentRoute: parent,
    // Mails and tickets name it, so it stays.
    path: '/bestellungen/$reference',
    beforeLoad: requireSession,
    validateSearch: noting,
    component: lazyPart(() => import('../../features/orders/OrderPage.tsx'), 'OrderPage'),
  }),
] as const;
