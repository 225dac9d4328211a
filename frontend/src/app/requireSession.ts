import { redirect } from '@tanstack/react-router';
import { resumeSession, sessionSnapshot } from '../lib/session.ts';

/** `beforeLoad` of pages for signed-in people: leads to the sign-in, and back afterwards. */
export async function requireSession({ location }: { location: { href: string } }): Promise<void> {
  await resumeSession();
  if (sessionSnapshot().status === 'anonymous') throw redirect({ to: '/anmelden', search: { weiter: location.href } });
}
