import { createRoute, createRouter, type RouterHistory, redirect } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../lib/searchParams.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { ProblemPage } from './ProblemPage.tsx';
import { NotFound, rootRoute } from './rootRoute.tsx';
import { type AppRoutes, loadedRoutes, loadRoutes } from './routes/domains.ts';

type RouteTree = ReturnType<typeof rootRoute.addChildren<AppRoutes>>;

/** Every page of the product, domain by domain as it is asked for. Tests hand in a history in memory. */
export function createAppRouter(history?: RouterHistory) {
  // Matches what no route that is there does: fetches the routes of the path's domain and has it matched again. What then
  // still comes here leads nowhere.
  const elsewhere = createRoute({
    getParentRoute: () => rootRoute,
    path: '$',
    // The page it is for says what it takes.
    validateSearch: (search: Record<string, unknown>) => search,
    async beforeLoad({ location }) {
      await loadRoutes(location.pathname);
      growTree();
      router.setRoutes(router.buildRouteTree());
      if (router.getMatchedRoutes(location.pathname)[2] === (elsewhere as unknown)) return;
      throw redirect({ href: location.href, state: location.state });
    },
    component: NotFound,
  });
  const growTree = () => rootRoute.addChildren([...loadedRoutes(), elsewhere]);
  const router = createRouter({
    routeTree: growTree() as unknown as RouteTree,
    parseSearch,
    stringifySearch,
    // Only what a route's validateSearch lets through reaches its page.
    search: { strict: true },
    defaultPreload: 'intent',
    defaultErrorComponent: ProblemPage,
    // Until there is a page to be kept, the frame shows around a spinner, with what it has to say of the connection.
    defaultPendingComponent: Spinner,
    defaultPendingMs: 500,
    scrollRestoration: true,
    ...(history && { history }),
  });
  // From then on a page stays until the next one is there, however long that takes.
  const stop = router.subscribe('onResolved', () => {
    router.options.defaultPendingMs = Number.POSITIVE_INFINITY;
    stop();
  });
  return router;
}

/** The one router of the browser. */
export const router = createAppRouter();

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
