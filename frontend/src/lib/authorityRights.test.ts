import { expect, test } from 'vitest';
import { managedOrganisation } from './authorityRights.ts';
import type { Viewer } from './viewer.ts';

type Membership = Viewer['memberships'][number];

const organisation = (id: string, ...authorities: string[]): Membership['organisation'] => ({
  id,
  name: id,
  authorities: authorities.map((authority) => ({ id: authority, name: authority })),
});

test('who is an admin of its organisation manages an authority, and nobody else does', () => {
  const union = organisation('org_union', 'aut_town', 'aut_village');
  const viewer = {
    memberships: [
      { roles: ['CLERK', 'BUYER'] as Membership['roles'], organisation: organisation('org_city', 'aut_city') },
      { roles: ['CLERK', 'ADMIN'] as Membership['roles'], organisation: union },
    ],
  };
  expect(managedOrganisation(viewer, 'aut_village')).toBe(union);
  expect(managedOrganisation(viewer, 'aut_city')).toBeUndefined();
  expect(managedOrganisation(viewer, 'aut_other')).toBeUndefined();
  expect(managedOrganisation(null, 'aut_town')).toBeUndefined();
});
