import { useEffect, useRef, useState } from 'react';
import { loadChunk } from '../../lib/loadChunk.ts';
import type { UnusableReason } from '../../verifier/archive.ts';
import type { Verdict } from '../../verifier/verdict.ts';
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

// What checks weighs three times the rest of the page and comes while one looks for the file, so that nothing is waited for then.
let arriving: Promise<typeof import('./checkFile.ts')> | undefined;
function checker() {
  arriving ??= loadChunk(() => import('./checkFile.ts'));
  return arriving;
}

/** Checks one file after the other; a new one takes the place of what still runs. */
export function useVerification(): Verification {
  const [stage, setStage] = useState<Stage>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  const publishedKeys = usePublished();
  useEffect(() => {
    // One that is broken is said of the file that is chosen.
    checker().catch(() => {});
    return () => running.current?.abort();
  }, []);

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
      const [{ checkFile }, published] = await Promise.all([checker(), publishedKeys()]);
      const found = await checkFile(file, published, { signal, onProgress });
      return 'verdict' in found ? { kind: 'done', name, ...found } : { kind: 'unusable', name, ...found };
    } catch {
      return { kind: 'unusable', name, reason: 'unknown' };
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
    cancel() {
      running.current?.abort();
      running.current = null;
      setStage({ kind: 'cancelled' });
    },
  };
}
