import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, textsParams, wordParam } from '../../lib/searchParams.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
const levels = ['GEMEINDE', 'LANDKREIS', 'BEZIRK'] as const;

/** Search params of the levy: year, own place, and what the list is narrowed to. */
function looking(search: Record<string, unknown>) {
  const ebene = wordParam(search, 'ebene', levels);
  const abweichend = wordParam(search, 'abweichend', ['ja']);
  return {
    ...textParams(search, 'jahr', 'ort', 'suche'),
    ...(ebene && { ebene }),
    ...(abweichend && { abweichend }),
  } as {
    jahr?: string;
    ort?: string;
    suche?: string;
    ebene?: (typeof levels)[number];
    abweichend?: 'ja';
  };
}

/** What municipalities pay for jointly financed services, and what they would pay. */
export const levyRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/umlage',
    validateSearch: looking,
    component: lazyPart(() => import('../../features/levy/LevyPage.tsx'), 'LevyPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/umlage/rechner',
    // The address carries all that is assumed (features/levy/assumptions.ts).
    validateSearch: (search: Record<string, unknown>) => ({
      ...textParams(search, 'jahr', 'staat', 'ort', 'leute'),
      ...textsParams(search, 'ohne', 'kosten', 'staatlich', 'teil', 'neu'),
    }),
    component: lazyPart(() => import('../../features/levy/LevySimulatorPage.tsx'), 'LevySimulatorPage'),
  }),
] as const;
