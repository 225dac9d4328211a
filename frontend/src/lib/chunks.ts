import { useSyncExternalStore } from 'react';
import { backoffMs, checkReachable, onRecovered } from './connection.ts';

// Chunks that are asked for and failed more than once.
let stuck = 0;
const listeners = new Set<() => void>();

function count(change: number): void {
  stuck += change;
  for (const listener of listeners) listener();
}

// Vite waits for a page's styles before it shows it, but never asks for one again that failed, and names only the first of them: all
// are noted as they fail, and asked for again here, each by one request at a time, before the page that needs them is shown.
const failedStyles = new Set<string>();
const arriving = new Map<string, Promise<void>>();

addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') failedStyles.add(target.href);
  },
  true,
);

function loadStyle(href: string): Promise<void> | undefined {
  if (arriving.has(href) || !failedStyles.has(href)) return arriving.get(href);
  for (const failed of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    if (failed.href === href) failed.remove();
  }
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.crossOrigin = '';
  link.href = href;
  const arrives = new Promise<void>((resolve, reject) => {
    link.onload = () => {
      failedStyles.delete(href);
      resolve();
    };
    link.onerror = reject;
    document.head.append(link);
  }).finally(() => arriving.delete(href));
  arriving.set(href, arrives);
  return arrives;
}

// Until the next try is due, or the server is back.
function pause(tries: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      ignore();
      resolve();
    };
    const timer = setTimeout(end, backoffMs(tries));
    const ignore = onRecovered(end);
  });
}

/**
 * Loads a part of the program, as often as it takes: it never fails, so that nothing shown and nothing typed goes because a
 * request was lost or a deployment has replaced the file. Meanwhile `useStuckChunks` lets the banner offer to reload.
 */
export async function loadChunk<T>(load: () => Promise<T>): Promise<T> {
  // Those of this part alone: one that is gone for good holds up nothing else.
  let styles: string[] = [];
  for (let tries = 0; ; tries++) {
    try {
      const loaded = await load();
      await Promise.all(styles.map(loadStyle));
      if (tries > 1) count(-1);
      return loaded;
    } catch (problem) {
      if (/Unable to preload CSS/.test(String(problem))) styles = [...failedStyles];
      if (tries === 1) count(1);
      void checkReachable();
      await pause(tries);
    }
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a part of the program could not be loaded even by a second try; re-renders on change. */
export function useStuckChunks(): boolean {
  return useSyncExternalStore(subscribe, () => stuck > 0);
}
