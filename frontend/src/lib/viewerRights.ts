import type { Viewer } from './viewer.ts';

/** Whether the address is proven, so that mailboxes may be opened. */
export function addressProven(viewer: Viewer): boolean {
  return viewer.trustLevel !== 'NONE' && viewer.trustLevel !== 'EMAIL';
}

/** The authorities whose inbox this person works in, without doubles. */
export function clerkAuthorities(viewer: Viewer): { id: string; name: string }[] {
  const found = new Map<string, { id: string; name: string }>();
  for (const { roles, allAuthorities, organisation, authorities } of viewer.memberships) {
    if (!roles.includes('CLERK')) continue;
    for (const authority of allAuthorities ? organisation.authorities : authorities) found.set(authority.id, authority);
  }
  return [...found.values()];
}
