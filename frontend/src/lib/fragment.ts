import { keepVisit, readVisit } from './storage.ts';

const key = (path: string) => `fragment.${path}`;

/** Keeps the secret part of an address (#…) in this tab while the person signs in first; it never goes into a query, which servers log. */
export function keepFragment(path: string, hash: string): void {
  if (hash) keepVisit(key(path), hash);
}

/** A value of the address' fragment such as #token=…, or of the one that was kept for this path. */
export function fragmentValue(name: string): string {
  const { hash, pathname } = location;
  const text = hash.replace(/^#/, '') || readVisit<string>(key(pathname)) || '';
  return new URLSearchParams(text).get(name) ?? '';
}
