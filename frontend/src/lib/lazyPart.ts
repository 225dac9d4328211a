import { type ComponentType, createElement, use } from 'react';
import { loadChunk } from './chunks.ts';

// biome-ignore lint/suspicious/noExplicitAny: any component, whatever it takes.
type Part = ComponentType<any>;

/** A component that arrives with its chunk; the router fetches it by `preload`. */
export type LazyPart<C> = (C extends ComponentType<infer P> ? (props: P) => React.ReactNode : never) & {
  preload: () => Promise<void> | undefined;
};

/** A component out of a chunk of its own, which is asked for until it comes: Suspense waits, and nothing fails. */
export function lazyPart<K extends string, C extends Part>(load: () => Promise<Record<K, C>>, name: K): LazyPart<C> {
  let part: C | undefined;
  let arriving: Promise<void> | undefined;
  const preload = () => {
    if (part) return;
    arriving ??= loadChunk(load).then((module) => {
      part = module[name];
    });
    return arriving;
  };
  const Lazy = (props: object) => {
    const missing = preload();
    if (missing) use(missing);
    return createElement(part as Part, props);
  };
  return Object.assign(Lazy, { preload }) as LazyPart<C>;
}
