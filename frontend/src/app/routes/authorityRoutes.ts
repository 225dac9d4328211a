import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
const steps = ['behoerde', 'weg', 'kontakt', 'pruefen', 'gesendet'] as const;

/** Search params of the request: its step, and the authority one came from. */
function connecting(search: Record<string, unknown>) {
  const schritt = wordParam(search, 'schritt', steps);
  return { ...textParams(search, 'behoerde'), ...(schritt && { schritt }) } as {
    behoerde?: string;
    schritt?: (typeof steps)[number];
  };
}

/** What is public of an authority, and how it is connected. */
export const authorityRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/behoerde/$authorityId',
    component: lazyPart(() => import('../../features/start/AuthorityPage.tsx'), 'AuthorityPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/behoerde/anbinden',
    validateSearch: connecting,
    component: lazyPart(() => import('../../features/connect/ConnectPage.tsx'), 'ConnectPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/behoerde/freischalten',
    component: lazyPart(() => import('../../features/connect/UnlockPage.tsx'), 'UnlockPage'),
  }),
] as const;
