import { createRouter, type RouterHistory } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../lib/searchParams.ts';
import { ProblemPage } from './ProblemPage.tsx';
import { rootRoute } from './rootRoute.tsx';
import { accountRoutes } from './routes/accountRoutes.ts';
import { channelRoutes } from './routes/channelRoutes.ts';
import { inboxRoutes } from './routes/inboxRoutes.ts';
import { mailboxRoutes } from './routes/mailboxRoutes.ts';
import { startRoutes } from './routes/startRoutes.ts';
import { trustRoutes } from './routes/trustRoutes.ts';

const routeTree = rootRoute.addChildren([
  ...startRoutes,
  ...accountRoutes,
  ...mailboxRoutes,
  ...inboxRoutes,
  ...channelRoutes,
  ...trustRoutes,
]);

/** Every page of the product; one file of routes a feature. Tests hand in a history in memory. */
export function createAppRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    // Only what a route's validateSearch lets through reaches its page.
    search: { strict: true },
    defaultPreload: 'intent',
    defaultErrorComponent: ProblemPage,
    scrollRestoration: true,
    ...(history && { history }),
  });
}

/** The one router of the browser. */
export const router = createAppRouter();

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
