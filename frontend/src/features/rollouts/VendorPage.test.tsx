import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connection } from '../../../test/postbox.ts';
import { renderApp, signIn, someone, tokenOf } from '../../../test/renderApp.tsx';
import { rollout } from '../../../test/rollouts.ts';
import { server } from '../../../test/server.ts';
import { leaveVendorSession } from './vendorSession.ts';

let asked: unknown[] = [];
let tokens: (string | null)[] = [];
let message = '';
let ended = false;
const seen = rollout({ viewerParty: 'VENDOR', vendorMails: null });

beforeEach(() => {
  asked = [];
  tokens = [];
  message = '';
  ended = false;
  window.location.hash = '#token=secret';
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: null } })),
    graphql.mutation('VendorSessionStart', ({ variables, request }) => {
      asked.push(variables.input);
      tokens.push(request.headers.get('Authorization'));
      const refusal = { __typename: 'UserError', code: 'EXPIRED', field: ['token'], message };
      const given = {
        accessToken: 'vendor-access',
        expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
        vendor: { __typename: 'Organisation', id: 'org_v', name: 'Formular GmbH' },
      };
      const payload = message
        ? { accessToken: null, expiresAt: null, vendor: null, userErrors: [refusal] }
        : { ...given, userErrors: [] };
      return HttpResponse.json({
        data: { vendorSessionStart: { __typename: 'VendorSessionStartPayload', ...payload } },
      });
    }),
    graphql.query('VendorRollouts', ({ request }) => {
      tokens.push(request.headers.get('Authorization'));
      return HttpResponse.json({ data: { vendorRollouts: connection([seen]) } });
    }),
    graphql.query('VendorRollout', ({ request }) => {
      tokens.push(request.headers.get('Authorization'));
      return HttpResponse.json({ data: { node: seen } });
    }),
    graphql.mutation('RolloutTaskSet', () => {
      if (ended) return HttpResponse.json({ errors: [{ message: 'signed out' }] }, { status: 401 });
      return HttpResponse.json({ data: null });
    }),
  );
});

afterEach(() => {
  leaveVendorSession();
  window.location.hash = '';
});

const redeem = async () => {
  const app = renderApp('/einrichtung#token=secret');
  await app.user.click(await screen.findByRole('button', { name: 'Einrichtungen öffnen' }));
  await screen.findByRole('heading', { level: 1, name: 'Ihre Einrichtungen' });
  return app;
};

test('F44 the link is redeemed by the button, never by opening it; the address has no token afterwards', async () => {
  const { user, router } = renderApp('/einrichtung#token=secret');
  const button = await screen.findByRole('button', { name: 'Einrichtungen öffnen' });
  expect(asked).toEqual([]);
  await user.click(button);
  await screen.findByRole('heading', { level: 1, name: 'Ihre Einrichtungen' });
  expect(asked).toEqual([{ token: 'secret' }]);
  expect(router.history.location.href).toBe('/einrichtung');
  expect(screen.getByText(/Sie arbeiten für Formular GmbH\./)).toBeTruthy();
});

test('the vendor sees the rollout with its set-up data, and no mails', async () => {
  const { user, router } = await redeem();
  await user.click(await screen.findByRole('link', { name: 'Stadt Bamberg: Hundesteuer' }));
  await screen.findByRole('heading', { level: 1, name: 'Einrichtung: Hundesteuer' });
  expect(router.history.location.href).toBe('/einrichtung?vorgang=rol_1');
  expect(screen.getByText('094610000000')).toBeTruthy();
  expect(screen.getByText('Zuständig: Sie (Hersteller)')).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'Benachrichtigt' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Link melden' })).toBeNull();
  expect(screen.getByText('Noch kein Link gemeldet')).toBeTruthy();
});

test('its requests carry its token and never a person’s, and a person’s never its', async () => {
  signIn();
  const persons: (string | null)[] = [];
  server.use(
    graphql.query('ShellViewer', ({ request }) => {
      persons.push(request.headers.get('Authorization'));
      return HttpResponse.json({ data: { viewer: someone } });
    }),
  );
  await redeem();
  await screen.findByRole('link', { name: 'Stadt Bamberg: Hundesteuer' });
  expect(tokens).toEqual([null, 'Bearer vendor-access']);
  expect(new Set(persons)).toEqual(new Set([`Bearer ${tokenOf(someone.id)}`]));
  expect(JSON.stringify([...Object.entries(localStorage), ...Object.entries(sessionStorage)])).not.toContain(
    'vendor-access',
  );
});

test('a session that the server ends says how to come back, and what is shown stays', async () => {
  const { user } = await redeem();
  await user.click(await screen.findByRole('link', { name: 'Stadt Bamberg: Hundesteuer' }));
  await user.type(await screen.findByLabelText('Gläubiger-ID'), 'DE1');
  ended = true;
  await user.click(screen.getByRole('button', { name: 'Erledigt: Formular einrichten' }));
  await screen.findByText('Ihr Zugang ist abgelaufen');
  expect(screen.getByText(/Öffnen Sie den Link aus unserer E-Mail noch einmal\./)).toBeTruthy();
  expect((screen.getByLabelText('Gläubiger-ID') as HTMLInputElement).value).toBe('DE1');
});

test('whose link has expired reads how to get a new one', async () => {
  message = 'Dieser Link ist abgelaufen.';
  const { user } = renderApp('/einrichtung#token=secret');
  await user.click(await screen.findByRole('button', { name: 'Einrichtungen öffnen' }));
  await screen.findByRole('link', { name: message });
  expect(screen.getByText(/Bitten Sie die Kommune/)).toBeTruthy();
});

test('without the link the page says where it is found', async () => {
  window.location.hash = '';
  renderApp('/einrichtung');
  await screen.findByRole('heading', { level: 1, name: 'Öffnen Sie bitte den Link aus unserer E-Mail' });
  expect(screen.queryByRole('button', { name: 'Einrichtungen öffnen' })).toBeNull();
});

test('left, it forgets the access', async () => {
  const { user } = await redeem();
  await user.click(screen.getByRole('button', { name: 'Zugang beenden' }));
  await screen.findByRole('heading', { level: 1, name: 'Ihr Zugang ist beendet' });
  await waitFor(() => expect(screen.queryByText('Stadt Bamberg: Hundesteuer')).toBeNull());
});
