import { use } from 'react';
import { registerDictionary, useLocale } from './locale.ts';

/**
 * Declares one feature's dictionary: German travels with the feature, English is fetched when it is shown.
 * `loadEn` must have the shape of `de`, so a missing key or parameter does not compile.
 */
export function defineMessages<M>(de: M, loadEn: () => Promise<M>): () => M {
  let pending: Promise<M> | undefined;
  let arrived: M | undefined;
  const load = () => {
    pending ??= loadEn().then((en) => {
      arrived = en;
      return en;
    });
    return pending;
  };
  registerDictionary(load);
  // biome-ignore lint/correctness/noComponentHookFactories: called once a dictionary, at module level.
  return function useMessages(): M {
    const locale = useLocale();
    if (locale === 'de') return de;
    return arrived ?? use(load());
  };
}

/** Picks singular or plural; German and English both know just these two. */
export function plural(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}
