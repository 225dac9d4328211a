import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { expect, test, vi } from 'vitest';
import { renderApp, signIn, someone, tokenOf } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { sessionSnapshot } from '../../lib/session.ts';
import { keepVisit } from '../../lib/storage.ts';

const viewer = (of: typeof someone | null) =>
  graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: of } }));

const issuers = graphql.query('CertificateIssuers', () =>
  HttpResponse.json({
    data: {
      certificateIssuers: [
        { __typename: 'CertificateIssuer', name: 'Unternehmenskonto', startPath: '/auth/organisation/muk/start' },
      ],
    },
  }),
);

const refused = (code: string) =>
  HttpResponse.json({ errors: [{ message: '', extensions: { code } }] }, { status: 422 });

/** Answers the end of a sign-in, and tells what was sent. */
function completes(answer: () => Response) {
  const sent = vi.fn();
  server.use(
    http.post('/auth/organisation/complete', async ({ request }) => {
      sent(await request.json());
      return answer();
    }),
  );
  return sent;
}

const back = '/anmelden/zertifikat#provider=muk&code=c-1&state=s-1&iss=https%3A%2F%2Fid.example';

test('a provider that does not answer is told on the sign-in page, where one can still sign in by password', async () => {
  server.use(
    issuers,
    http.post('/auth/organisation/muk/start', () => refused('PROVIDER_UNAVAILABLE')),
  );
  const { user } = renderApp('/anmelden');
  await user.click(
    await screen.findByRole('button', { name: 'Mit Organisationszertifikat anmelden (Unternehmenskonto)' }),
  );
  expect((await screen.findByRole('alert')).textContent).toContain('Der Anmeldedienst antwortet gerade nicht.');
  expect(screen.getByLabelText('Passwort')).toBeTruthy();
});

test('the way back from the provider signs in, leads on to where one wanted to go, and leaves no code in the address', async () => {
  server.use(viewer(someone));
  const sent = completes(() =>
    HttpResponse.json({
      result: 'SIGNED_IN',
      accessToken: tokenOf(someone.id),
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
    }),
  );
  keepVisit('certificateOnward', '/rechtliches/impressum');
  const { router } = renderApp(back);
  await waitFor(() => expect(router.state.location.pathname).toBe('/rechtliches/impressum'));
  expect(sent).toHaveBeenCalledTimes(1);
  expect(sent).toHaveBeenCalledWith({ provider: 'muk', code: 'c-1', state: 's-1', iss: 'https://id.example' });
  expect(sessionSnapshot().status).toBe('signedIn');
  expect(router.history.location.href).not.toContain('c-1');
});

test('a way back that is not of this browser signs nobody in, and says what to do', async () => {
  completes(() => refused('ATTEMPT_UNKNOWN'));
  const { router } = renderApp(back);
  expect((await screen.findByRole('alert')).textContent).toContain('nicht in diesem Browser begonnen');
  expect(screen.getByRole('link', { name: 'Zurück zur Anmeldung' }).getAttribute('href')).toBe('/anmelden');
  expect(sessionSnapshot().status).toBe('anonymous');
  expect(router.state.location.hash).toBe('');
});

test('a certificate without an account leads to a page that shows it and lets one leave', async () => {
  signIn('ses_1');
  const left = vi.fn();
  server.use(
    viewer(null),
    issuers,
    graphql.query('CertificateSignInOfSession', () =>
      HttpResponse.json({
        data: {
          certificateSignIn: {
            __typename: 'CertificateSignIn',
            issuerName: 'Unternehmenskonto',
            hasAccount: false,
            claims: {
              __typename: 'CertificateClaims',
              personName: null,
              functionalMailbox: true,
              organisationName: 'Stadt Musterstadt',
              email: 'post@musterstadt.example',
              validTo: '2027-03-01T10:00:00Z',
            },
          },
        },
      }),
    ),
    graphql.mutation('ApplicantSignOut', () => {
      left();
      return HttpResponse.json({
        data: { sessionEnd: { __typename: 'SessionEndPayload', endedSessionId: 'ses_1', userErrors: [] } },
      });
    }),
  );
  const { user, router } = renderApp('/anmelden/ohne-konto');
  expect(await screen.findByText('Stadt Musterstadt')).toBeTruthy();
  expect(screen.getByText('Funktionspostfach')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Abmelden' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/anmelden'));
  expect(left).toHaveBeenCalledTimes(1);
  expect(sessionSnapshot().status).toBe('anonymous');
});
