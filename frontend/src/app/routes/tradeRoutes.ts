import { areaRoutes } from './areaRoutes.ts';
import { contractRoutes } from './contractRoutes.ts';
import { networkRoutes } from './networkRoutes.ts';
import { orderRoutes } from './orderRoutes.ts';

/** What municipalities order in the market and agree on, what they have there, and where they help each other. */
export const tradeRoutes = [...orderRoutes, ...contractRoutes, ...areaRoutes, ...networkRoutes] as const;
