import { createRoute } from '@tanstack/react-router';
import { comparisonSearch, marketSearch } from '../../features/catalogue/catalogueSearch.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { rootRoute } from '../rootRoute.tsx';
import { levyRoutes } from './levyRoutes.ts';
import { organisationRoutes } from './organisationRoutes.ts';
import { rolloutRoutes } from './rolloutRoutes.ts';
import { ticketRoutes } from './ticketRoutes.ts';

const parent = () => rootRoute;
const requestPages = [
  'organisation',
  'person',
  'postfaecher',
  'digital',
  'zeichnung',
  'bedingungen',
  'pruefen',
] as const;

/** The page of the request for an account. */
function asking(search: Record<string, unknown>) {
  const schritt = wordParam(search, 'schritt', requestPages);
  return { ...(schritt && { schritt }) } as { schritt?: (typeof requestPages)[number] };
}

/** The market for municipalities: what they can take over, what they pay for it together, and what they ask. */
export const marketRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/markt',
    validateSearch: marketSearch,
    component: lazyPart(() => import('../../features/catalogue/MarketPage.tsx'), 'MarketPage'),
  }),
  createRoute({
    getParentRoute: parent,
    // Mails and files name it, so it stays.
    path: '/markt/leistung/$slug',
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'fassung'),
    component: lazyPart(() => import('../../features/catalogue/OfferingPage.tsx'), 'OfferingPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/markt/vergleich',
    validateSearch: comparisonSearch,
    component: lazyPart(() => import('../../features/catalogue/ComparePage.tsx'), 'ComparePage'),
  }),
  createRoute({
    getParentRoute: parent,
    // Mails name it, so it stays; who is not signed in is told here how to begin.
    path: '/markt/konto',
    validateSearch: asking,
    component: lazyPart(() => import('../../features/marketaccount/MarketAccountPage.tsx'), 'MarketAccountPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/markt/stand',
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'leistung', 'gebiet'),
    component: lazyPart(() => import('../../features/picture/PicturePage.tsx'), 'PicturePage'),
  }),
  ...levyRoutes,
  ...organisationRoutes,
  ...rolloutRoutes,
  ...ticketRoutes,
] as const;
