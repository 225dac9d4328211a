import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textParams, textsParams } from '../../lib/searchParams.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
// The place, and what was chosen before: an authority by a deep link, or all of a plan.
const place = (search: Record<string, unknown>) => ({
  ...textParams(search, 'ars', 'authority'),
  ...textsParams(search, 'choice', 'without'),
});

/** Finding out what one needs and who is competent. */
export const startRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/',
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'q', 'ars'),
    component: lazyRouteComponent(() => import('../../features/start/StartPage.tsx'), 'StartPage'),
  }),
  createRoute({
    getParentRoute: parent,
    // The address that portals link to (contract: startUrl); its names are public and stay.
    path: '/start',
    validateSearch: (search: Record<string, unknown>) => ({
      ...place(search),
      ...textParams(search, 'undertaking', 'service', 'leika'),
    }),
    component: lazyRouteComponent(() => import('../../features/start/DeepLinkPage.tsx'), 'DeepLinkPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/vorhaben/$undertakingId',
    validateSearch: place,
    component: lazyRouteComponent(() => import('../../features/start/UndertakingPage.tsx'), 'UndertakingPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/leistung/$serviceId',
    validateSearch: place,
    component: lazyRouteComponent(() => import('../../features/start/ServicePage.tsx'), 'ServicePage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/ort/$ars',
    component: lazyRouteComponent(() => import('../../features/start/RegionPage.tsx'), 'RegionPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/rechtliches/$kind',
    component: lazyRouteComponent(() => import('../../features/legal/LegalPage.tsx'), 'LegalPage'),
  }),
] as const;
