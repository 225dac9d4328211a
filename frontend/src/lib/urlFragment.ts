const held = new Map<string, string>();

/** Holds the secret part of an address (#…) while the person signs in first: in the page's memory only, nothing of it stays in the browser. */
export function keepFragment(path: string, hash: string): void {
  if (hash) held.set(path, hash);
}

/** Gives what was held for a path; once only. */
export function takeFragment(path: string): string {
  const hash = held.get(path) ?? '';
  held.delete(path);
  return hash;
}

/** A value of a fragment such as #token=…. */
export function fragmentValue(name: string, hash = location.hash): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get(name) ?? '';
}
