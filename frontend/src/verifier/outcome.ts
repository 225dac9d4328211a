import type { Verdict } from './verdict.ts';

/** What a verdict amounts to, in one word. Only what is sealed by this platform's published seal is called genuine. */
export type Outcome = 'genuine' | 'foreign' | 'unknown' | 'partly' | 'broken';

/** Sums a verdict up; a check that this browser cannot make is never taken for one that passed. */
export function outcomeOf({ valid, checks }: Verdict): Outcome {
  if (!valid) return 'broken';
  const platform = checks.find(({ name }) => name === 'PLATFORM');
  if (platform?.reason === 'otherSeal' || platform?.reason === 'formerSeal') return 'foreign';
  if (checks.some(({ reason }) => reason === 'unsupported')) return 'partly';
  return platform?.result === 'PASSED' ? 'genuine' : 'unknown';
}

/** The files that failed any check, each once. */
export function faultyFiles({ checks }: Verdict): string[] {
  return [...new Set(checks.filter(({ result }) => result === 'FAILED').flatMap(({ files }) => files))].sort();
}
