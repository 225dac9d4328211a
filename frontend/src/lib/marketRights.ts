import type { Viewer } from './viewer.ts';

/** Whether the person runs the platform. */
export function isOperator(viewer: Viewer): boolean {
  return viewer.platformRoles.includes('OPERATOR');
}

interface Member {
  memberships: readonly { roles: readonly string[]; organisation: { id: string; name: string } }[];
}

/** The organisations in whose part of the market the person has a share, whose tickets they read; without doubles. */
export function marketOrganisations({ memberships }: Member): { id: string; name: string }[] {
  const found = new Map<string, { id: string; name: string }>();
  for (const { roles, organisation } of memberships)
    if (roles.some((role) => role !== 'CLERK')) found.set(organisation.id, organisation);
  return [...found.values()];
}
