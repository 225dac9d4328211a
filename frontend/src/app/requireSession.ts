import { redirect } from '@tanstack/react-router';
import { resumeSession, sessionKnown, sessionSnapshot } from '../lib/session.ts';
import { keepFragment } from '../lib/urlFragment.ts';

interface Here {
  location: { pathname: string; searchStr: string; hash: string };
}

/**
 * `beforeLoad` of pages for signed-in people: leads to the sign-in, and back afterwards. While the server is out of reach it
 * waits: the page that is shown stays.
 */
export async function requireSession({ location }: Here): Promise<void> {
  await resumeSession();
  await sessionKnown();
  if (sessionSnapshot().status !== 'anonymous') return;
  keepFragment(location.pathname, location.hash);
  throw redirect({ to: '/anmelden', search: { weiter: location.pathname + location.searchStr } });
}
