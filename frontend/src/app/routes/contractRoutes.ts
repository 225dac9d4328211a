import { createRoute } from '@tanstack/react-router';
import { contractStates } from '../../features/contracts/contractSearch.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
const states = Object.keys(contractStates) as (keyof typeof contractStates)[];

function listing(search: Record<string, unknown>) {
  const stand = wordParam(search, 'stand', states);
  return {
    ...textParams(search, 'organisation'),
    ...(stand && { stand }),
  } as {
    organisation?: string;
    stand?: (typeof states)[number];
  };
}

/** The contracts of municipalities: to read, sign and end. */
export const contractRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/vertraege',
    beforeLoad: requireSession,
    validateSearch: listing,
    component: lazyPart(() => import('../../features/contracts/ContractsPage.tsx'), 'ContractsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    // Mails and tickets name it, so it stays.
    path: '/vertraege/$contractId',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/contracts/ContractPage.tsx'), 'ContractPage'),
  }),
] as const;
