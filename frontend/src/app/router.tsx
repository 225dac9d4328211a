import { createRouter } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../lib/searchParams.ts';
import { ProblemPage } from './ProblemPage.tsx';
import { rootRoute } from './rootRoute.tsx';
import { accountRoutes } from './routes/accountRoutes.ts';
import { inboxRoutes } from './routes/inboxRoutes.ts';
import { mailboxRoutes } from './routes/mailboxRoutes.ts';
import { startRoutes } from './routes/startRoutes.ts';

/** Every page of the product; one file of routes a feature. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([...startRoutes, ...accountRoutes, ...mailboxRoutes, ...inboxRoutes]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: ProblemPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
