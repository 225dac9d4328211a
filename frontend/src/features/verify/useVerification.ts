import { useEffect, useRef, useState } from 'react';
import { sourceOf, Unusable, type UnusableReason } from '../../verifier/archive.ts';
import type { Verdict } from '../../verifier/verdict.ts';
import { verifyPackage } from '../../verifier/verify.ts';
import { usePublished } from './usePublished.ts';

/** How far a check is. */
export type Stage =
  | { kind: 'idle' }
  | { kind: 'checking'; name: string; done: number; total: number }
  | { kind: 'cancelled' }
  | { kind: 'unusable'; name: string; reason: UnusableReason | 'unknown' }
  | { kind: 'done'; name: string; verdict: Verdict };

interface Verification {
  stage: Stage;
  start: (file: File) => void;
  cancel: () => void;
}

// Often enough to be seen moving, rarely enough not to slow the work.
const tellEvery = 4 * 2 ** 20;

/** Checks one file after the other; a new one takes the place of what still runs. */
export function useVerification(): Verification {
  const [stage, setStage] = useState<Stage>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  const publishedKeys = usePublished();
  useEffect(() => () => running.current?.abort(), []);

  const run = async (file: File, controller: AbortController): Promise<Stage> => {
    const { name } = file;
    const { signal } = controller;
    let told = 0;
    const onProgress = (done: number, total: number) => {
      if (done - told < tellEvery || signal.aborted) return;
      told = done;
      setStage({ kind: 'checking', name, done, total });
    };
    try {
      const published = await publishedKeys();
      return { kind: 'done', name, verdict: await verifyPackage(sourceOf(file), { published, signal, onProgress }) };
    } catch (problem) {
      if (signal.aborted) return { kind: 'cancelled' };
      return { kind: 'unusable', name, reason: problem instanceof Unusable ? problem.reason : 'unknown' };
    }
  };

  return {
    stage,
    start(file) {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setStage({ kind: 'checking', name: file.name, done: 0, total: file.size });
      void run(file, controller).then((found) => {
        if (running.current === controller) setStage(found);
      });
    },
    cancel: () => running.current?.abort(),
  };
}
