import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

/** Search params of a list of services: whose, and what it is narrowed to. */
function linksSearch(search: Record<string, unknown>) {
  const zeige = wordParam(search, 'zeige', ['online', 'fehlt']);
  return { ...textParams(search, 'organisation'), ...(zeige && { zeige }) } as {
    organisation?: string;
    zeige?: 'online' | 'fehlt';
  };
}

/** What a municipality has in the market. */
export const areaRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/mein-bereich',
    beforeLoad: requireSession,
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'organisation'),
    component: lazyPart(() => import('../../features/area/AreaPage.tsx'), 'AreaPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/mein-bereich/online-dienste',
    beforeLoad: requireSession,
    validateSearch: linksSearch,
    component: lazyPart(() => import('../../features/area/OnlineServicesPage.tsx'), 'OnlineServicesPage'),
  }),
] as const;
