import { type ComponentType, createElement, lazy, useState } from 'react';
import { withDictionaries } from './i18n/locale.ts';
import { loadChunk } from './loadChunk.ts';

// biome-ignore lint/suspicious/noExplicitAny: any component, whatever it takes.
type Part = ComponentType<any>;

/** A component that arrives with its chunk; the router fetches it by `preload`. */
export type LazyPart<C> = (C extends ComponentType<infer P> ? (props: P) => React.ReactNode : never) & {
  preload: () => Promise<void> | undefined;
};

/** Shown instead of a part that the page can do without. */
export const nothing = () => null;

/**
 * A component out of a chunk of its own, which is asked for until it comes: Suspense waits. One that threw shows the error
 * page, or what is given to show `instead` of a part that may be missing.
 */
export function lazyPart<K extends string, C extends Part>(
  load: () => Promise<Record<K, C>>,
  name: K,
  instead?: NoInfer<C> | (() => React.ReactNode),
): LazyPart<C> {
  let part: C | undefined;
  let arriving: Promise<{ default: C }> | undefined;
  const fetch = () => {
    arriving ??= withDictionaries(() => loadChunk(load))
      .then((module) => module[name])
      .catch((problem) => {
        if (!instead) throw problem;
        return instead as C;
      })
      .then((shown) => {
        part = shown;
        return { default: shown };
      });
    return arriving;
  };
  const Waiting = lazy(fetch);
  // What has arrived before is shown at once, without a moment of waiting. What a mounted part is may never change: it would
  // begin again, without what was typed.
  const Lazy = (props: object) => {
    const [shown] = useState<Part>(() => part ?? Waiting);
    return createElement(shown, props);
  };
  const preload = () => (part ? undefined : fetch().then(() => {}));
  return Object.assign(Lazy, { preload }) as unknown as LazyPart<C>;
}
