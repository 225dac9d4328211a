import { createRoute } from '@tanstack/react-router';
import { lazyPart } from '../../lib/lazyPart.ts';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
const areas = ['gestoert', 'zertifikate', 'quarantaene', 'briefe', 'fehler', 'konten', 'protokoll'] as const;

/** Search params of the desk: its section, and in the log whose entries. */
function working(search: Record<string, unknown>) {
  const bereich = wordParam(search, 'bereich', areas);
  return { ...textParams(search, 'kennung'), ...(bereich && { bereich }) } as {
    kennung?: string;
    bereich?: (typeof areas)[number];
  };
}

/** How an authority receives messages, and the operators' desk. */
export const channelRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/stelle/$authorityId/kanal',
    beforeLoad: requireSession,
    component: lazyPart(() => import('../../features/channel/ChannelPage.tsx'), 'ChannelPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb',
    beforeLoad: requireSession,
    validateSearch: working,
    component: lazyPart(() => import('../../features/desk/DeskPage.tsx'), 'DeskPage'),
  }),
] as const;
