import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
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
    component: lazyPart(() => import('../../features/start/StartPage.tsx'), 'StartPage'),
  }),
  createRoute({
    getParentRoute: parent,
    // The address that portals link to (contract: startUrl); its names are public and stay.
    path: '/start',
    validateSearch: (search: Record<string, unknown>) => ({
      ...place(search),
      ...textParams(search, 'undertaking', 'service', 'leika'),
    }),
    component: lazyPart(() => import('../../features/start/DeepLinkPage.tsx'), 'DeepLinkPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/vorhaben/$undertakingId',
    validateSearch: place,
    component: lazyPart(() => import('../../features/start/UndertakingPage.tsx'), 'UndertakingPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/leistung/$serviceId',
    validateSearch: place,
    component: lazyPart(() => import('../../features/start/ServicePage.tsx'), 'ServicePage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/ort/$ars',
    component: lazyPart(() => import('../../features/start/RegionPage.tsx'), 'RegionPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/rechtliches/$kind',
    component: lazyPart(() => import('../../features/legal/LegalPage.tsx'), 'LegalPage'),
  }),
] as const;
