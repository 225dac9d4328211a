import type { Viewer } from '../../lib/viewer.ts';

/** The organisations as whose member the person may join, whatever they do there, without doubles. */
export function ownOrganisations({ memberships }: Viewer): { id: string; name: string }[] {
  const all = new Map(memberships.map(({ organisation: { id, name } }) => [id, { id, name }]));
  return [...all.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'de'));
}
