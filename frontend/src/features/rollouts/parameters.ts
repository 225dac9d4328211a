/** What was typed and is not saved: the text, and what the server had when typing began. */
export type Typed = Record<string, { text: string; from: string }>;

/** Where what is typed is kept besides, so that a reload costs nothing. */
export interface Keeping {
  read: <T>(name: string) => T | null;
  keep: (name: string, value: unknown) => void;
  drop: (name: string) => void;
}

/** The keys whose text is another than what the server has. */
export function changed(typed: Typed, stored: Record<string, string>): string[] {
  return Object.keys(stored).filter((key) => typed[key] !== undefined && typed[key].text.trim() !== stored[key]);
}

/** What stays typed when the server has something new: all but what it has now. */
export function followServer(typed: Typed, stored: Record<string, string>): Typed {
  return Object.fromEntries(Object.entries(typed).filter(([key, { text }]) => text.trim() !== (stored[key] ?? '')));
}

/** The parameter that a refusal is about, by its path into the input, such as ["values", "1", "value"]; undefined where it is none. */
export function fieldOf(path: readonly string[] | null | undefined, keys: readonly string[]): string | undefined {
  const at = path?.find((part) => /^\d+$/.test(part));
  const last = path?.findLast((part) => keys.includes(part));
  return at === undefined ? last : keys[Number(at)];
}
