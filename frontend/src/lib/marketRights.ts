import type { Viewer } from './viewer.ts';

/** Whether the person runs the platform. */
export function isOperator(viewer: Viewer): boolean {
  return viewer.platformRoles.includes('OPERATOR');
}

/** The organisations in whose part of the market the person has a share: whose tickets they read. */
export function marketOrganisations(viewer: Viewer): { id: string; name: string }[] {
  return viewer.memberships
    .filter(({ roles }) => roles.some((role) => role !== 'CLERK'))
    .map(({ organisation: { id, name } }) => ({ id, name }));
}
