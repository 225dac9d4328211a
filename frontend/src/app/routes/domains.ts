import type { AnyRoute } from '@tanstack/react-router';
import { loadChunk } from '../../lib/loadChunk.ts';
// Needed by nearly every domain: as a part of the shell it is no chunk that is fetched after theirs.
import '../requireSession.ts';
import type { accountRoutes } from './accountRoutes.ts';
import type { authorityRoutes } from './authorityRoutes.ts';
import type { channelRoutes } from './channelRoutes.ts';
import type { deskRoutes } from './deskRoutes.ts';
import type { inboxRoutes } from './inboxRoutes.ts';
import type { mailboxRoutes } from './mailboxRoutes.ts';
import type { marketRoutes } from './marketRoutes.ts';
import type { startRoutes } from './startRoutes.ts';
import type { tradeRoutes } from './tradeRoutes.ts';
import type { trustRoutes } from './trustRoutes.ts';

/** All routes of the product, as links and pages see them. */
export type AppRoutes = readonly [
  ...typeof startRoutes,
  ...typeof authorityRoutes,
  ...typeof accountRoutes,
  ...typeof mailboxRoutes,
  ...typeof inboxRoutes,
  ...typeof channelRoutes,
  ...typeof deskRoutes,
  ...typeof trustRoutes,
  ...typeof marketRoutes,
  ...typeof tradeRoutes,
];

type Routes = readonly AnyRoute[];

/**
 * One line a domain: the first parts of its paths, and its routes, the one export of a chunk of their own, so that a page costs the
 * shell nothing. All paths with the same first part belong to one domain, for a path is matched as soon as its domain is there.
 */
export const domains: readonly [firstParts: string, load: () => Promise<Record<string, Routes>>][] = [
  ['start vorhaben leistung ort rechtliches', () => import('./startRoutes.ts')],
  ['behoerde', () => import('./authorityRoutes.ts')],
  [
    'anmelden registrieren bestaetigen passwort-vergessen passwort-neu konto aktivieren',
    () => import('./accountRoutes.ts'),
  ],
  ['postfach', () => import('./mailboxRoutes.ts')],
  ['eingang', () => import('./inboxRoutes.ts')],
  ['stelle', () => import('./channelRoutes.ts')],
  ['betrieb', () => import('./deskRoutes.ts')],
  ['pruefen vertrauen', () => import('./trustRoutes.ts')],
  ['markt umlage tickets organisation einrichtung einrichtungen', () => import('./marketRoutes.ts')],
  ['bestellen bestellungen vertraege mein-bereich netzwerk', () => import('./tradeRoutes.ts')],
];

const loaded = new Map<string, Routes>();

/** The routes that are there. */
export function loadedRoutes(): AnyRoute[] {
  return [...loaded.values()].flat();
}

const arriving = new Map<string, Promise<void>>();

// Once, however many links of the domain are pointed at while it is on its way.
function load([firstParts, routes]: (typeof domains)[number]): Promise<void> {
  const arrives =
    arriving.get(firstParts) ??
    loadChunk(routes).then((found) => void loaded.set(firstParts, Object.values(found)[0] as Routes));
  arriving.set(firstParts, arrives);
  return arrives;
}

/** Loads the routes of a path's domain; those of all domains when none claims it. */
export async function loadRoutes(path: string): Promise<void> {
  const first = path.split('/')[1] || 'start';
  const claimed = domains.filter(([firstParts]) => firstParts.split(' ').includes(first));
  await Promise.all((claimed.length > 0 ? claimed : domains).map(load));
}
