import type { Viewer } from './viewer.ts';

type Membership = Viewer['memberships'][number];

/** The organisation through which the person manages an authority; undefined for who does not. */
export function managedOrganisation(
  viewer: { memberships: readonly Pick<Membership, 'roles' | 'organisation'>[] } | null,
  authorityId: string,
): Membership['organisation'] | undefined {
  return viewer?.memberships.find(
    ({ roles, organisation }) =>
      roles.includes('ADMIN') && organisation.authorities.some(({ id }) => id === authorityId),
  )?.organisation;
}
