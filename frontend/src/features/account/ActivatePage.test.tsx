import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp, signIn, someone, tokenOf } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { forgetSession } from '../../lib/session.ts';

const address = {
  __typename: 'PostalAddress',
  recipient: 'Ágnes Łukasiewicz',
  addition: null,
  street: 'Hauptstraße',
  houseNumber: '1',
  postalCode: '95444',
  city: 'Bayreuth',
  region: null,
  country: 'DE',
};

function waiting(attemptsLeft: number) {
  return {
    ...someone,
    trustLevel: 'EMAIL',
    startPlan: {
      __typename: 'StartPlan',
      undertakingId: 'und_1',
      serviceId: null,
      authorityId: null,
      ars: '09461',
      choices: [{ __typename: 'StartPlanChoice', serviceId: 'srv_1', authorityId: 'aut_1' }],
      withoutServiceIds: ['srv_2'],
    },
    activation: {
      __typename: 'Activation',
      address,
      letterQueuedAt: '2026-11-20T08:00:00.000000Z',
      letterPrintedAt: null,
      letterReturnedAt: null,
      expectedFrom: '2026-11-23',
      expectedTo: '2026-11-27',
      codeExpiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      attemptsLeft,
      nextLetterAt: null,
    },
  };
}

let left = 5;

beforeEach(() => {
  left = 5;
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: waiting(left) } })),
    graphql.query('ActivationState', () => HttpResponse.json({ data: { viewer: waiting(left) } })),
    graphql.mutation('AccountActivate', ({ variables }) => {
      const right = variables.input.code.replace(/[\s-]/g, '').toUpperCase() === 'K7MW2QXR9TVC';
      if (!right) left--;
      return HttpResponse.json({
        data: {
          accountActivate: {
            __typename: 'AccountActivatePayload',
            viewer: right ? { ...waiting(left), trustLevel: 'POSTAL', activation: null, postalAddress: address } : null,
            userErrors: right
              ? []
              : [{ __typename: 'UserError', code: 'WRONG_CODE', field: ['code'], message: 'Der Code stimmt nicht.' }],
          },
        },
      });
    }),
  );
});

test('the code is taken with spaces and hyphens, and what one set out to do goes on', async () => {
  const { user } = renderApp('/aktivieren');
  await user.click(await screen.findByLabelText('Code'));
  await user.paste(' k7mw-2qxr 9tvc ');
  await user.click(screen.getByRole('button', { name: 'Code prüfen' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Ihr Konto ist aktiv' })).toBeTruthy();
  const onward = screen.getByRole('link', { name: /Weiter mit dem/ });
  expect(onward.getAttribute('href')).toBe('/start?undertaking=und_1&ars=09461&choice=srv_1%3Aaut_1&without=srv_2');
});

test('a code in the address is filled in, and stands in neither the address nor the storage from then on', async () => {
  const { router } = renderApp('/aktivieren#c=K7MW-2QXR-9TVC');
  const field = await screen.findByLabelText<HTMLInputElement>('Code');
  await waitFor(() => expect(field.value).toBe('K7MW-2QXR-9TVC'));
  await waitFor(() => expect(router.history.location.href).toBe('/aktivieren'));
  expect(router.history.length).toBe(1);
  expect(JSON.stringify([{ ...sessionStorage }, { ...localStorage }, router.history.location.state])).not.toContain(
    'K7MW',
  );
  expect(field.autocomplete).toBe('off');
});

test('a code that comes into the address of the open page is filled in too', async () => {
  const { router } = renderApp('/aktivieren');
  await screen.findByLabelText('Code');
  await router.navigate({ to: '/aktivieren', hash: 'c=K7MW-2QXR-9TVC' });
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Code').value).toBe('K7MW-2QXR-9TVC'));
  await waitFor(() => expect(router.history.location.href).toBe('/aktivieren'));
});

test('a code in the address is there again after signing in, without the browser keeping it', async () => {
  forgetSession();
  server.use(
    graphql.mutation('SessionStart', () =>
      HttpResponse.json({
        data: {
          sessionStart: {
            __typename: 'SessionStartPayload',
            accessToken: tokenOf(someone.id),
            expiresAt: new Date(Date.now() + 600_000).toISOString(),
            viewer: waiting(left),
            userErrors: [],
          },
        },
      }),
    ),
  );
  const { user, router } = renderApp('/aktivieren#c=K7MW-2QXR-9TVC');
  await user.type(await screen.findByLabelText('E-Mail-Adresse'), 'agnes@demo.example');
  await user.type(screen.getByLabelText('Passwort'), 'vier rote Hunde im Park');
  expect(router.history.location.href).toBe('/anmelden?weiter=%2Faktivieren');
  expect(JSON.stringify([{ ...sessionStorage }, { ...localStorage }])).not.toContain('K7MW');
  await user.click(screen.getByRole('button', { name: 'Anmelden' }));
  const field = await screen.findByLabelText<HTMLInputElement>('Code');
  await waitFor(() => expect(field.value).toBe('K7MW-2QXR-9TVC'));
});

test('a wrong code stays in the field and the tries that are left are told again', async () => {
  const { user } = renderApp('/aktivieren');
  expect(await screen.findByText('Sie haben noch 5 Versuche.')).toBeTruthy();
  await user.type(screen.getByLabelText('Code'), 'AAAA-BBBB-CCCC');
  await user.click(screen.getByRole('button', { name: 'Code prüfen' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Der Code stimmt nicht.');
  await waitFor(() => expect(screen.getByText('Sie haben noch 4 Versuche.')).toBeTruthy());
  expect(screen.getByLabelText<HTMLInputElement>('Code').value).toBe('AAAA-BBBB-CCCC');
});

test('a code of another length costs no try', async () => {
  const { user } = renderApp('/aktivieren');
  await user.type(await screen.findByLabelText('Code'), 'AAAA');
  await user.click(screen.getByRole('button', { name: 'Code prüfen' }));
  expect((await screen.findByRole('alert')).textContent).toContain('12 Zeichen');
  expect(left).toBe(5);
});

test('a void code leads to a new letter', async () => {
  left = 0;
  renderApp('/aktivieren');
  expect(await screen.findByText('Dieser Code gilt nicht mehr')).toBeTruthy();
  expect(screen.queryByLabelText('Code')).toBeNull();
  expect(screen.getByRole('button', { name: 'Neuen Brief anfordern' })).toBeTruthy();
});

test('the day until which the code is good is named once its letter was printed', async () => {
  const letter = { letterPrintedAt: null as string | null, codeExpiresAt: '2099-01-24T22:59:59.999999Z' };
  const viewer = () => ({ ...waiting(5), activation: { ...waiting(5).activation, ...letter } });
  server.use(graphql.query('ActivationState', () => HttpResponse.json({ data: { viewer: viewer() } })));
  renderApp('/konto/brief');
  expect(await screen.findByText('Der Code darin gilt ab dem Druck 30 Tage.')).toBeTruthy();
  expect(screen.queryByText(/Der Code darin gilt bis/)).toBeNull();
  cleanup();
  letter.letterPrintedAt = '2098-12-25T10:00:00.000000Z';
  renderApp('/konto/brief');
  expect(await screen.findByText(/Der Code darin gilt bis .*24\..*2099/)).toBeTruthy();
});

test('a new letter is ordered only after its address was shown once more with what looks odd', async () => {
  server.use(
    graphql.query('PostalAddressReview', ({ variables }) => {
      expect(variables.address).toEqual({
        country: 'DE',
        city: 'Bayreuth',
        addition: null,
        street: 'Hauptstraße',
        houseNumber: '1',
        postalCode: '95444',
        region: null,
      });
      const doubts = [{ __typename: 'PostalAddressDoubt', kind: 'STREET_MISSING', regions: [] }];
      return HttpResponse.json({
        data: { postalAddressReview: { __typename: 'PostalAddressReview', doubts, userErrors: [] } },
      });
    }),
  );
  const { user } = renderApp('/aktivieren');
  await user.click(await screen.findByRole('button', { name: 'Neuen Brief anfordern' }));
  const dialog = within(await screen.findByRole('dialog', { hidden: true }));
  expect(dialog.getByText('95444 Bayreuth')).toBeTruthy();
  expect(await dialog.findByText(/Es ist keine Straße angegeben/)).toBeTruthy();
  expect(dialog.getByRole('link', { name: 'Anschrift ändern', hidden: true }).getAttribute('href')).toBe(
    '/konto/anschrift',
  );
});
