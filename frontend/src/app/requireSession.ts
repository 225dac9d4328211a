import { redirect } from '@tanstack/react-router';
import { keepFragment } from '../lib/fragment.ts';
import { resumeSession, sessionSnapshot } from '../lib/session.ts';

interface Here {
  location: { pathname: string; searchStr: string; hash: string };
}

/** `beforeLoad` of pages for signed-in people: leads to the sign-in, and back afterwards. */
export async function requireSession({ location }: Here): Promise<void> {
  await resumeSession();
  if (sessionSnapshot().status !== 'anonymous') return;
  keepFragment(location.pathname, location.hash);
  throw redirect({ to: '/anmelden', search: { weiter: location.pathname + location.searchStr } });
}
