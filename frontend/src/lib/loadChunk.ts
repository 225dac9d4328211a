import { useSyncExternalStore } from 'react';
import { checkReachable, pauseBeforeTry } from './connection.ts';

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

/** A part of the program that arrived and threw as it began: asking for it again would bring the same. */
export class BrokenPart extends Error {}

// As Chromium, Firefox and WebKit word it, and Vite; WebKit also when a page comes instead of the file, or from elsewhere.
const lostRequest = /dynamically imported module|module script failed|MIME type|Cross-origin script load|preload CSS/i;

// What a module threw it keeps, and gives the same error whenever it is asked for again; a lost request leaves another one each
// time. Both are named besides: a browser may remember a lost request too, and makes a new SyntaxError each time.
function threw(problem: unknown, before: unknown): boolean {
  if (problem instanceof SyntaxError) return true;
  return problem === before && !lostRequest.test(String(problem));
}

/**
 * Loads a part of the program, as often as it takes: a lost request or a file that a deployment has replaced takes nothing that
 * is shown and nothing typed. Meanwhile `useStuckChunks` lets the shell offer to reload. Fails, with a BrokenPart, only for a
 * part that came and threw.
 */
export async function loadChunk<T>(load: () => Promise<T>): Promise<T> {
  // Those of this part alone: one that is gone for good holds up nothing else.
  let styles: string[] = [];
  let before: unknown;
  for (let tries = 0; ; tries++) {
    try {
      const loaded = await load();
      await Promise.all(styles.map(loadStyle));
      if (tries > 1) count(-1);
      return loaded;
    } catch (problem) {
      if (threw(problem, before)) {
        if (tries > 1) count(-1);
        throw new BrokenPart('a part of the program threw as it began', { cause: problem });
      }
      before = problem;
      if (/Unable to preload CSS/.test(String(problem))) styles = [...failedStyles];
      if (tries === 1) count(1);
      void checkReachable();
      await pauseBeforeTry(tries);
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
