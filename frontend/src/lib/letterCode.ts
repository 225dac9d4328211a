/** How many symbols the code of a letter has. */
export const codeLength = 12;

/** The symbols of a typed code: the letter shows them in groups, and people type them with spaces and hyphens. */
export function codeSymbols(typed: string): string {
  return typed.replace(/[\s\-–—‑]/g, '');
}
