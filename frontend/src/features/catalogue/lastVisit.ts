import { keepDevice, readDevice } from '../../lib/storage.ts';

const name = 'market.visit';
// Going back and forth between pages, and a break for lunch, are one visit.
const pause = 4 * 3_600_000;

interface Kept {
  /** When the visit before this one ended; null while there was none. */
  before: string | null;
  /** When the catalogue was last open. */
  seen: string;
}

function kept(): Kept | null {
  try {
    const value: unknown = JSON.parse(readDevice(name) ?? 'null');
    const { before = null, seen } = (value ?? {}) as Partial<Kept>;
    const valid = (time: unknown) => typeof time === 'string' && !Number.isNaN(Date.parse(time));
    return valid(seen) && (before === null || valid(before)) ? ({ before, seen } as Kept) : null;
  } catch {
    return null;
  }
}

/** Whether this device notes when the catalogue was last open: its reader asked for that. */
export const notesVisits = (): boolean => kept() !== null;

/** Begins to note visits on this device, or forgets what was noted. */
export function noteVisits(wanted: boolean, now = new Date()): void {
  const begun: Kept = { before: null, seen: now.toISOString() };
  keepDevice(name, wanted ? JSON.stringify(begun) : null);
}

/**
 * Notes that the catalogue is open, where that was asked for, and answers when the visit before this one ended. Null before the
 * second visit: then nothing can be called new.
 */
export function beginVisit(now = new Date()): string | null {
  const last = kept();
  if (!last) return null;
  const before = now.getTime() - Date.parse(last.seen) > pause ? last.seen : last.before;
  keepDevice(name, JSON.stringify({ before, seen: now.toISOString() } satisfies Kept));
  return before;
}

/** What of an offering says whether it is new. */
export interface Dated {
  changedAt: string;
  current: { version: number; validFrom: string };
}

/** What happened to an offering since a moment: it came, its sheet or its state was changed, or nothing. */
export function newness({ changedAt, current }: Dated, since: string | null): 'appeared' | 'changed' | null {
  const after = (time: string) => since !== null && Date.parse(time) > Date.parse(since);
  if (current.version === 1 && after(current.validFrom)) return 'appeared';
  return after(changedAt) ? 'changed' : null;
}
