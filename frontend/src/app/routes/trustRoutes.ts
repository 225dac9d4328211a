import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

/** What is public about keys and proofs; the packages' PRUEFEN.txt names both addresses, so they stay. */
export const trustRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/pruefen',
    component: lazyPart(() => import('../../features/verify/VerifyPage.tsx'), 'VerifyPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/vertrauen',
    component: lazyPart(() => import('../../features/trust/TrustPage.tsx'), 'TrustPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/vertrauen/regeln',
    component: lazyPart(() => import('../../features/rules/RulesPage.tsx'), 'RulesPage'),
  }),
] as const;
