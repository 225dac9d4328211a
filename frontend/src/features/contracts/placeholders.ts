const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The placeholders of a text that are none of those known, each once. */
export function unknownPlaceholders(texts: readonly string[], known: readonly string[]): string[] {
  const named = texts.flatMap((text) => [...text.matchAll(placeholder)].map(([, name]) => name ?? ''));
  return [...new Set(named)].filter((name) => !known.includes(name));
}
