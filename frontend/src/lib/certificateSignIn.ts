import { send } from './client.ts';
import { type Access, beginSession } from './session.ts';
import { dropVisit, keepVisit, readVisit } from './storage.ts';

const onwardName = 'certificateOnward';

interface Answer {
  url?: string;
  result?: string;
  accessToken?: string;
  expiresAt?: string;
  errors?: { extensions?: { code?: string } }[];
}

// Cookies say who asks: the token of the session is not needed.
async function post(path: string, body: object): Promise<{ answer: Answer; ok: boolean }> {
  const response = await send(
    path,
    { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    null,
  );
  return { answer: (await response.json().catch(() => ({}))) as Answer, ok: response.ok };
}

const problemOf = ({ errors }: Answer) => errors?.[0]?.extensions?.code ?? 'other';

/** Begins a sign-in at a provider and goes there; answers with the problem when that is not possible. */
export async function startCertificateSignIn(startPath: string, onward: string | undefined): Promise<string> {
  const { answer, ok } = await post(startPath, {}).catch(() => ({ answer: {} as Answer, ok: false }));
  if (!ok || !answer.url) return problemOf(answer);
  if (onward) keepVisit(onwardName, onward);
  else dropVisit(onwardName);
  location.assign(answer.url);
  return '';
}

/** Where the person wanted to go before the sign-in; only once. */
export function takeOnward(): string | null {
  const onward = readVisit<string>(onwardName);
  dropVisit(onwardName);
  return onward;
}

/** What a sign-in led to: to an account, to the certificate of whoever was signed in already, or to somebody without an account. */
export type CertificateResult = 'SIGNED_IN' | 'ADDED' | 'NO_ACCOUNT';

/** What a sign-in led to, or the problem why it was not taken. */
export type Completed = { result: CertificateResult } | { problem: string };

/** Ends a sign-in by what the provider sent the browser back with (the fragment of the address). */
export async function completeCertificateSignIn(fragment: string): Promise<Completed> {
  const came = Object.fromEntries(new URLSearchParams(fragment.replace(/^#/, '')));
  const { answer, ok } = await post('/auth/organisation/complete', came).catch(() => ({
    answer: {} as Answer,
    ok: false,
  }));
  if (!ok || !answer.result) return { problem: problemOf(answer) };
  const { accessToken, expiresAt } = answer;
  if (accessToken && expiresAt) beginSession({ accessToken, expiresAt } satisfies Access);
  return { result: answer.result as CertificateResult };
}
