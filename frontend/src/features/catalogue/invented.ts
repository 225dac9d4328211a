import type { CatalogueMessages } from './catalogue.de.ts';

/** Which parts of a sheet are made up for a demonstration, in words; null where all of it is. */
export function inventedParts(fields: readonly string[], t: CatalogueMessages): string | null {
  if (fields.includes('*')) return null;
  return fields.map((field) => t.sheet.inventedParts[field] ?? field).join(', ');
}
