const deleted = new Set<string>();

/** Remembers what was deleted on this page, so that a list from the cache does not show it for a moment. */
export function rememberDeleted(id: string): void {
  deleted.add(id);
}

/** Whether it was deleted on this page. */
export function wasDeleted(id: string): boolean {
  return deleted.has(id);
}
