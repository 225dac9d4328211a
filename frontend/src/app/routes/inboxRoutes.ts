import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textParams } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

/** The inbox of an authority. */
export const inboxRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/eingang',
    beforeLoad: requireSession,
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'behoerde'),
    component: lazyRouteComponent(() => import('../../features/inbox/InboxPage.tsx'), 'InboxPage'),
  }),
] as const;
