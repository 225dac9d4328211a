import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

let second: { secondEmail: string | null; secondEmailConfirmed: boolean };
let inputs: unknown[] = [];

const person = () => ({
  ...someone,
  linkRequests: null,
  sessions: [],
  settings: { ...someone.settings, ...second },
});

beforeEach(() => {
  second = { secondEmail: null, secondEmailConfirmed: false };
  inputs = [];
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('Account', () => HttpResponse.json({ data: { viewer: person() } })),
    graphql.mutation('ProfileUpdate', ({ variables }) => {
      inputs.push(variables.input);
      second = { secondEmail: variables.input.secondEmail, secondEmailConfirmed: false };
      return HttpResponse.json({
        data: { profileUpdate: { __typename: 'ProfileUpdatePayload', viewer: person(), userErrors: [] } },
      });
    }),
  );
});

test('a second address is saved, shown as not confirmed, and can be taken out again', async () => {
  const { user } = renderApp('/konto');
  const form = await screen.findByRole('form', { name: 'Zweite E-Mail-Adresse' });
  expect(screen.queryByRole('button', { name: 'Zweite Adresse entfernen' })).toBeNull();
  await user.type(form.querySelector('input') as HTMLInputElement, 'zweite@post.example');
  await user.click(screen.getByRole('button', { name: 'Zweite Adresse speichern' }));
  expect(await screen.findByText('Sie ist noch nicht bestätigt')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Zweite Adresse entfernen' }));
  await waitFor(() => expect(inputs).toEqual([{ secondEmail: 'zweite@post.example' }, { secondEmail: null }]));
  expect(await screen.findByText('Die zweite Adresse ist entfernt.')).toBeTruthy();
  expect(screen.queryByText('zweite@post.example')).toBeNull();
});

test('one that counts says so', async () => {
  second = { secondEmail: 'zweite@post.example', secondEmailConfirmed: true };
  renderApp('/konto');
  expect(await screen.findByText('Sie ist bestätigt')).toBeTruthy();
});
