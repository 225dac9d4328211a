import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

/** What is public about keys and proofs; the packages' PRUEFEN.txt names both addresses, so they stay. */
export const trustRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/pruefen',
    component: lazyRouteComponent(() => import('../../features/verify/VerifyPage.tsx'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/vertrauen',
    component: lazyRouteComponent(() => import('../../features/trust/TrustPage.tsx'), 'TrustPage'),
  }),
] as const;
