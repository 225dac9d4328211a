import { createRoute } from '@tanstack/react-router';
import { dueWords, type InboxFilter, orderWords, stateWords, whoWords } from '../../features/inbox/inboxSearch.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

function inboxSearch(search: Record<string, unknown>): InboxFilter {
  const stand = wordParam(search, 'stand', stateWords);
  const wer = wordParam(search, 'wer', whoWords);
  const ungelesen = wordParam(search, 'ungelesen', ['ja']);
  const faellig = wordParam(search, 'faellig', dueWords);
  const ordnung = wordParam(search, 'ordnung', orderWords);
  return {
    ...textParams(search, 'suche'),
    ...(stand && { stand }),
    ...(wer && { wer }),
    ...(ungelesen && { ungelesen }),
    ...(faellig && { faellig }),
    ...(ordnung && { ordnung }),
  };
}

const inboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/eingang/$authorityId',
  beforeLoad: requireSession,
  validateSearch: inboxSearch,
  component: lazyPart(() => import('../../features/inbox/InboxPage.tsx'), 'InboxPage'),
});

const caseRoute = createRoute({
  getParentRoute: () => inboxRoute,
  path: '/$caseId',
  component: lazyPart(() => import('../../features/inbox/CasePage.tsx'), 'CasePage'),
});

/** The inbox of an authority. */
export const inboxRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/eingang',
    beforeLoad: requireSession,
    validateSearch: (search: Record<string, unknown>) => textParams(search, 'behoerde'),
    component: lazyPart(() => import('../../features/inbox/InboxIndexPage.tsx'), 'InboxIndexPage'),
  }),
  inboxRoute.addChildren([caseRoute]),
] as const;
