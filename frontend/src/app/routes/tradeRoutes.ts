import { contractRoutes } from './contractRoutes.ts';
import { orderRoutes } from './orderRoutes.ts';

/** What municipalities order in the market and agree on. */
export const tradeRoutes = [...orderRoutes, ...contractRoutes] as const;
