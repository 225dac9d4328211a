import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

let asked: unknown[] = [];
let message = '';

beforeEach(() => {
  asked = [];
  message = '';
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: null } })),
    graphql.mutation('PasswordCheck', ({ variables }) => {
      asked.push(variables.input);
      const refusal = { __typename: 'UserError', code: 'WEAK_PASSWORD', field: ['password'], message };
      const payload = { accepted: message ? null : true, userErrors: message ? [refusal] : [] };
      return HttpResponse.json({ data: { passwordCheck: { __typename: 'PasswordCheckPayload', ...payload } } });
    }),
  );
});

const type = async (password: string) => {
  window.location.hash = '#token=secret';
  const { user } = renderApp('/bestaetigen');
  const field = await screen.findByLabelText('Neues Passwort');
  await user.type(field, password);
  return user;
};

test('what is too short is counted here and asked of nobody', async () => {
  await type('elf Zeichen');
  expect(screen.getByText('Noch 1 Zeichen', { selector: 'span' })).toBeTruthy();
  expect(asked).toEqual([]);
});

test('the reason why a password is not taken is the server’s', async () => {
  message = 'Dieses Passwort ist leicht zu erraten.';
  await type('aaaabbbbcccc');
  expect(await screen.findByText(message, { selector: 'span' })).toBeTruthy();
  expect(asked.at(-1)).toEqual({ password: 'aaaabbbbcccc', token: 'secret' });
});

test('only what the server takes is called good, and only as long as it stands there', async () => {
  const user = await type('Vier Zwetschgen');
  await screen.findByText('Dieses Passwort können Sie nehmen', { selector: 'span' });
  message = 'Zu einfach.';
  await user.type(screen.getByLabelText('Neues Passwort'), '!');
  await waitFor(() => expect(screen.queryByText('Dieses Passwort können Sie nehmen', { selector: 'span' })).toBeNull());
  expect(await screen.findByText('Zu einfach.', { selector: 'span' })).toBeTruthy();
});

test('without an answer nothing more is said than that it is long enough', async () => {
  server.use(graphql.mutation('PasswordCheck', () => HttpResponse.error()));
  await type('Vier Zwetschgen');
  expect(screen.getByText('Lang genug', { selector: 'span' })).toBeTruthy();
});
