import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textParams, wordParam } from '../../lib/searchParams.ts';
import { requireSession } from '../requireSession.ts';
import { rootRoute } from '../rootRoute.tsx';

const parent = () => rootRoute;
const steps = ['behoerde', 'weg', 'kontakt', 'pruefen', 'gesendet'] as const;
const areas = ['gestoert', 'zertifikate', 'quarantaene', 'briefe', 'fehler', 'konten', 'protokoll'] as const;

/** Search params of the request: its step, and the authority one came from. */
function connecting(search: Record<string, unknown>) {
  const schritt = wordParam(search, 'schritt', steps);
  return { ...textParams(search, 'behoerde'), ...(schritt && { schritt }) } as {
    behoerde?: string;
    schritt?: (typeof steps)[number];
  };
}

/** Search params of the desk: its section, and in the log whose entries. */
function working(search: Record<string, unknown>) {
  const bereich = wordParam(search, 'bereich', areas);
  return { ...textParams(search, 'kennung'), ...(bereich && { bereich }) } as {
    kennung?: string;
    bereich?: (typeof areas)[number];
  };
}

/** How an authority is connected and receives messages, and the operators' desk. */
export const channelRoutes = [
  createRoute({
    getParentRoute: parent,
    path: '/behoerde/anbinden',
    validateSearch: connecting,
    component: lazyRouteComponent(() => import('../../features/connect/ConnectPage.tsx'), 'ConnectPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/behoerde/freischalten',
    component: lazyRouteComponent(() => import('../../features/connect/UnlockPage.tsx'), 'UnlockPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/stelle/$authorityId/kanal',
    beforeLoad: requireSession,
    component: lazyRouteComponent(() => import('../../features/channel/ChannelPage.tsx'), 'ChannelPage'),
  }),
  createRoute({
    getParentRoute: parent,
    path: '/betrieb',
    beforeLoad: requireSession,
    validateSearch: working,
    component: lazyRouteComponent(() => import('../../features/desk/DeskPage.tsx'), 'DeskPage'),
  }),
] as const;
