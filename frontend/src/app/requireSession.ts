import { redirect } from '@tanstack/react-router';
import { resumeSession, sessionKnown, sessionSnapshot } from '../lib/session.ts';
import { keepFragment, takeFragment } from '../lib/urlFragment.ts';

interface Here {
  location: { pathname: string; searchStr: string; hash: string };
  abortController: AbortController;
}

/**
 * `beforeLoad` of pages for signed-in people: leads to the sign-in, and back afterwards. While the server is out of reach, or
 * does not say who is signed in, it waits: the page that is shown stays, and one may sign in meanwhile.
 */
export async function requireSession({ location, abortController }: Here): Promise<void> {
  keepFragment(location.pathname, location.hash);
  await resumeSession();
  await sessionKnown();
  if (sessionSnapshot().status !== 'anonymous') {
    // The page has it in its address, unless it was left for the sign-in: then it comes back without.
    if (location.hash && !abortController.signal.aborted) takeFragment(location.pathname);
    return;
  }
  throw redirect({ to: '/anmelden', search: { weiter: location.pathname + location.searchStr } });
}
