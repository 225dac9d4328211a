import { sourceOf, Unusable, type UnusableReason } from '../../verifier/archive.ts';
import type { Published, Verdict } from '../../verifier/verdict.ts';
import { verifyPackage } from '../../verifier/verify.ts';

interface Watch {
  signal: AbortSignal;
  onProgress: (done: number, total: number) => void;
}

/** What a package is found to be, or why it cannot be checked. */
export type Found = { verdict: Verdict } | { reason: UnusableReason | 'unknown' };

/** Checks a file as a package of evidence against what the platform publishes. */
export async function checkFile(file: File, published: Published | null, watch: Watch): Promise<Found> {
  try {
    return { verdict: await verifyPackage(sourceOf(file), { published, ...watch }) };
  } catch (problem) {
    return { reason: problem instanceof Unusable ? problem.reason : 'unknown' };
  }
}
