import { createRoute } from '@tanstack/react-router';
import { contractStates } from '../../features/contracts/contractSearch.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
const states = Object.keys(contractStates) as (keyof typeof contractStates)[];
const levels = ['bereitstellung', 'nachnutzung', 'sub', 'subsub'] as const;

function listing(search: Record<string, unknown>) {
  const stand = wordParam(search, 'stand', states);
  const ebene = wordParam(search, 'ebene', levels);
  return {
    ...textParams(search, 'leistung', 'vertrag'),
    ...(stand && { stand }),
    ...(ebene && { ebene }),
  } as {
    leistung?: string;
    vertrag?: string;
    stand?: (typeof states)[number];
    ebene?: (typeof levels)[number];
  };
}

/** The operators' pages of contracts: the chain above, and what contracts are made from. */
export const contractDeskRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/vertraege',
    beforeLoad: requireSession,
    validateSearch: listing,
    component: lazyPart(() => import('../../features/contracts/DeskContractsPage.tsx'), 'DeskContractsPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb/vertragsvorlagen',
    beforeLoad: requireSession,
    validateSearch: (search: Record<string, unknown>) => {
      const ebene = wordParam(search, 'ebene', levels);
      return (ebene ? { ebene } : {}) as { ebene?: (typeof levels)[number] };
    },
    component: lazyPart(() => import('../../features/contracts/TemplatesPage.tsx'), 'TemplatesPage'),
  }),
] as const;
