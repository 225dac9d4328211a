import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
/** How an authority receives messages. */
export const channelRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/stelle/$authorityId/kanal',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/channel/ChannelPage.tsx'), 'ChannelPage'),
  }),
] as const;
