import { createRoute } from '@tanstack/react-router';
import { deskSearch } from '../../features/catalogue/deskSearch.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

/** The editors' pages of the catalogue: offerings and specialist procedures; and the rules of dates with legal effect. */
export const catalogueDeskRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/angebote',
    beforeLoad: requireSession,
    validateSearch: (search: Record<string, unknown>) => ({ ...textParams(search, 'suche'), ...deskSearch(search) }),
    component: lazyPart(() => import('../../features/catalogue/DeskOfferingsPage.tsx'), 'DeskOfferingsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/angebote/$slug',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/catalogue/DeskOfferingPage.tsx'), 'DeskOfferingPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/fachverfahren',
    beforeLoad: requireSession,
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'suche', 'verfahren'),
    component: lazyPart(() => import('../../features/catalogue/DeskProceduresPage.tsx'), 'DeskProceduresPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/regeln',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/rules/DeskRulesPage.tsx'), 'DeskRulesPage'),
  }),
] as const;
