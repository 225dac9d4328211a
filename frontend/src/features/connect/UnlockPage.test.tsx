import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const authority = { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' };
const membership = {
  __typename: 'Membership',
  id: 'mem_1',
  roles: ['ADMIN', 'CLERK'],
  allAuthorities: true,
  organisation: { __typename: 'Organisation', id: 'org_1', name: 'Stadt Bamberg', authorities: [authority] },
  authorities: [],
};

let asked = 0;

beforeEach(() => {
  asked = 0;
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('ViewerRights', () =>
      HttpResponse.json({ data: { viewer: { ...someone, memberships: [membership] } } }),
    ),
    graphql.mutation('AuthorityConnectConfirm', ({ variables }) => {
      asked++;
      const right = variables.input.code.replace(/[\s-]/g, '').toUpperCase() === 'K7MW2QXR9TVC';
      return HttpResponse.json({
        data: {
          authorityConnectConfirm: {
            __typename: 'AuthorityConnectConfirmPayload',
            membership: right ? { __typename: 'Membership', id: 'mem_1' } : null,
            authority: right ? authority : null,
            userErrors: right
              ? []
              : [{ __typename: 'UserError', code: 'WRONG_CODE', field: ['code'], message: 'Noch 4 Versuche.' }],
          },
        },
      });
    }),
  );
});

test('without an account the page leads to sign-in and back, and the page keeps the code of the address', async () => {
  const { user, router } = renderApp('/behoerde/freischalten#c=K7MW-2QXR-9TVC');
  const section = await screen.findByRole('region', { name: 'Sie brauchen ein eigenes Konto' });
  expect(screen.queryByLabelText('Code')).toBeNull();
  const link = within(section).getByRole('link', { name: 'Anmelden' });
  expect(link.getAttribute('href')).toBe('/anmelden?weiter=%2Fbehoerde%2Ffreischalten');
  await user.click(link);
  expect(await screen.findByRole('heading', { level: 1, name: 'Anmelden' })).toBeTruthy();
  expect(JSON.stringify([{ ...sessionStorage }, router.history.location])).not.toContain('K7MW');
  signIn();
  await router.navigate({ to: '/behoerde/freischalten' });
  const field = await screen.findByLabelText<HTMLInputElement>('Code');
  await waitFor(() => expect(field.value).toBe('K7MW-2QXR-9TVC'));
});

test('a code that comes into the address of the open page is filled in too', async () => {
  signIn();
  const { router } = renderApp('/behoerde/freischalten');
  await screen.findByLabelText('Code');
  await router.navigate({ to: '/behoerde/freischalten', hash: 'c=K7MW-2QXR-9TVC' });
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Code').value).toBe('K7MW-2QXR-9TVC'));
  await waitFor(() => expect(router.history.location.href).toBe('/behoerde/freischalten'));
});

test('the right code makes the person the first admin, and the inbox appears in the navigation', async () => {
  signIn();
  const { user } = renderApp('/behoerde/freischalten');
  await user.click(await screen.findByLabelText('Code'));
  await user.paste('k7mw 2qxr 9tvc');
  await user.click(screen.getByRole('button', { name: 'Freischalten' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Sie verwalten jetzt: Stadt Bamberg' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Weg der Nachrichten einrichten' }).getAttribute('href')).toBe(
    '/stelle/aut_1/kanal',
  );
  expect(await screen.findByRole('link', { name: 'Eingang' })).toBeTruthy();
});

test('a wrong code says how many tries are left and stays in the field', async () => {
  signIn();
  const { user } = renderApp('/behoerde/freischalten');
  await user.type(await screen.findByLabelText('Code'), 'AAAA-BBBB-CCCC');
  await user.click(screen.getByRole('button', { name: 'Freischalten' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Noch 4 Versuche.');
  expect(screen.getByLabelText<HTMLInputElement>('Code').value).toBe('AAAA-BBBB-CCCC');
});

test('a code of another length costs no try', async () => {
  signIn();
  const { user } = renderApp('/behoerde/freischalten');
  await user.type(await screen.findByLabelText('Code'), 'AAAA');
  await user.click(screen.getByRole('button', { name: 'Freischalten' }));
  expect((await screen.findByRole('alert')).textContent).toContain('12 Zeichen');
  expect(asked).toBe(0);
});
