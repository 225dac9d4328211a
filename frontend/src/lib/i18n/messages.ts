import { use } from 'react';
import { loadChunk } from '../loadChunk.ts';
import { registerDictionary, useLocale } from './locale.ts';

/**
 * Declares one feature's dictionary: German travels with the feature, English is fetched when it is shown.
 * `loadEn` must have the shape of `de`, so a missing key or parameter does not compile.
 */
export function defineMessages<M>(de: M, loadEn: () => Promise<M>): () => M {
  let pending: Arriving<M> | undefined;
  const load = () => {
    // A dictionary that is broken must not take the page with it, least of all the one that says that something broke.
    pending ??= arriving(loadChunk(loadEn).catch(() => de));
    return pending;
  };
  registerDictionary(load);
  return function useMessages(): M {
    const locale = useLocale();
    return locale === 'de' ? de : use<M>(load() as Promise<M>);
  };
}

type Arriving<M> = Promise<M> & { status?: 'fulfilled'; value?: M };

// React reads these two fields: a dictionary that has arrived is shown at once, without a moment of waiting.
function arriving<M>(promise: Promise<M>): Arriving<M> {
  const watched: Arriving<M> = promise;
  promise.then((value) => {
    watched.value = value;
    watched.status = 'fulfilled';
  });
  return watched;
}

/** Picks singular or plural; German and English both know just these two. */
export function plural(count: number, one: string, other: string): string {
  return count === 1 ? one : other;
}
