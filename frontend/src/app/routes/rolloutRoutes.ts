import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

/** From contract to live service, for municipalities and for those who set up for them. */
export const rolloutRoutes = [
  createRoute({
    getParentRoute: parent,
    // Mails to vendors name it, with #token=…; it needs no account.
    path: '/einrichtung',
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'vorgang'),
    component: lazyPart(() => import('../../features/rollouts/VendorPage.tsx'), 'VendorPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/einrichtungen',
    // links=defekt: only what has a link that does not work.
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'links'),
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/rollouts/RolloutsPage.tsx'), 'RolloutsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/einrichtungen/$rolloutId',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/rollouts/RolloutPage.tsx'), 'RolloutPage'),
  }),
] as const;
