import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

/** Where operators make and change groups. */
export const networkDeskRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/gruppen',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/network/DeskGroupsPage.tsx'), 'DeskGroupsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/gruppen/neu',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/network/DeskGroupPage.tsx'), 'NewGroupPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/gruppen/$slug',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/network/DeskGroupPage.tsx'), 'DeskGroupPage'),
  }),
] as const;
