import type { Viewer } from './viewer.ts';

/** Whether the person writes what the catalogue of the market says. */
export function keepsCatalogue({ platformRoles }: Viewer): boolean {
  return platformRoles.includes('OPERATOR') || platformRoles.includes('EDITOR');
}
