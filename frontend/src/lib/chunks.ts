import { useSyncExternalStore } from 'react';
import { backoffMs, checkReachable, onRecovered } from './connection.ts';

// Chunks that are asked for and failed more than once.
let stuck = 0;
const listeners = new Set<() => void>();

function count(change: number): void {
  stuck += change;
  for (const listener of listeners) listener();
}

// Vite waits for a page's styles before it shows it, but never asks for one again that failed: that is done here, before any
// page is shown.
const styles = new Set<string>();

function loadStyle(href: string): Promise<void> {
  for (const failed of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) {
    if (failed.href === href) failed.remove();
  }
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.crossOrigin = '';
  link.href = href;
  return new Promise((resolve, reject) => {
    link.onload = () => {
      styles.delete(href);
      resolve();
    };
    link.onerror = reject;
    document.head.append(link);
  });
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
  for (let tries = 0; ; tries++) {
    try {
      const loaded = await load();
      await Promise.all([...styles].map(loadStyle));
      if (tries > 1) count(-1);
      return loaded;
    } catch (problem) {
      const style = /Unable to preload CSS for (\S+)/.exec(String(problem))?.[1];
      if (style) styles.add(style);
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
