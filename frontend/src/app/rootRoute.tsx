import { createRootRoute } from '@tanstack/react-router';
import { lazyPart } from '../lib/lazyPart.ts';
import { Layout } from './Layout.tsx';
import { ProblemPage } from './ProblemPage.tsx';

/** For addresses that lead nowhere. */
export const NotFound = lazyPart(() => import('./NotFoundPage.tsx'), 'NotFoundPage');

/** The frame of every page. */
export const rootRoute = createRootRoute({
  component: Layout,
  notFoundComponent: NotFound,
  errorComponent: ProblemPage,
});
