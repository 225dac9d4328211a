import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

/** Organisations, for those who work for them. */
export const organisationRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    // Mails of invitations name it; who is invited may have no account.
    path: '/organisation/einladung',
    component: lazyPart(() => import('../../features/organisation/InvitationPage.tsx'), 'InvitationPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/organisation/$organisationId',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/organisation/OrganisationPage.tsx'), 'OrganisationPage'),
  }),
] as const;
