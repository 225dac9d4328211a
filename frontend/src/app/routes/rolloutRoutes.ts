import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

function broken(search: Record<string, unknown>): { links?: 'defekt' } {
  const links = wordParam(search, 'links', ['defekt']);
  return links ? { links } : {};
}

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
    validateSearch: broken,
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
