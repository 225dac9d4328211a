import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, textsParams } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;

/** What is to be opened; `choice` names the chosen authorities, each as "serviceId:authorityId". */
const opening = (search: Record<string, unknown>) => ({
  ...textParams(search, 'undertaking', 'authority', 'ars'),
  ...textsParams(search, 'service', 'choice'),
});

/** The citizen's case mailboxes. */
export const mailboxRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/postfach',
    beforeLoad: requireSession,
    validateSearch: (search: Record<string, unknown>) =>
      textParams(search, 'suche', 'ungelesen', 'stand', 'stelle', 'von', 'bis'),
    component: lazyPart(() => import('../../features/mailbox/MailboxListPage.tsx'), 'MailboxListPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/postfach/neu',
    beforeLoad: requireSession,
    validateSearch: opening,
    component: lazyPart(() => import('../../features/mailbox/OpenMailboxPage.tsx'), 'OpenMailboxPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/postfach/$mailboxId',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/mailbox/MailboxPage.tsx'), 'MailboxPage'),
  }),
] as const;
