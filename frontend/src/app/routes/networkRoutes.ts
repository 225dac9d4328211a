import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
const sections = ['beitraege', 'mitglieder', 'unterlagen'] as const;

/** Search params of a group's page: its part; `suche` is there only until the search box takes it out. */
function groupSearch(search: Record<string, unknown>): { bereich?: (typeof sections)[number]; suche?: string } {
  const bereich = wordParam(search, 'bereich', sections);
  return { ...textParams(search, 'suche'), ...(bereich && { bereich }) };
}

/** Where municipalities help each other. */
export const networkRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/netzwerk',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/network/GroupsPage.tsx'), 'GroupsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    // News and sheets name it, so it stays.
    path: '/netzwerk/$slug',
    beforeLoad: requireSession,
    validateSearch: groupSearch,
    component: lazyPart(() => import('../../features/network/GroupPage.tsx'), 'GroupPage'),
  }),
] as const;
