import { screen } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

let asked: unknown[] = [];
let message = '';

beforeEach(() => {
  asked = [];
  message = '';
  window.location.hash = '#token=secret';
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: null } })),
    graphql.mutation('EmailChangeConfirm', ({ variables }) => {
      asked.push(variables.input);
      const refusal = { __typename: 'UserError', code: 'EXPIRED', field: ['token'], message };
      const payload = { accepted: !message, userErrors: message ? [refusal] : [] };
      return HttpResponse.json({
        data: { emailChangeConfirm: { __typename: 'EmailChangeConfirmPayload', ...payload } },
      });
    }),
  );
});

test('a second address is confirmed by the button, never by opening its link', async () => {
  const { user } = renderApp('/bestaetigen/adresse');
  const button = await screen.findByRole('button', { name: 'Adresse bestätigen' });
  expect(asked).toEqual([]);
  await user.click(button);
  await screen.findByRole('heading', { level: 1, name: 'Ihre zweite E-Mail-Adresse ist bestätigt' });
  expect(asked).toEqual([{ token: 'secret' }]);
});

test('whose link has expired reads so, and what to do', async () => {
  message = 'Dieser Link ist abgelaufen oder unvollständig.';
  const { user } = renderApp('/bestaetigen/adresse');
  await user.click(await screen.findByRole('button', { name: 'Adresse bestätigen' }));
  await screen.findByRole('link', { name: message });
  expect(screen.getByText(/dann schicken wir einen neuen Link/)).toBeTruthy();
});

test('a link without its secret part confirms nothing', async () => {
  window.location.hash = '';
  renderApp('/bestaetigen/adresse');
  await screen.findByRole('heading', { level: 1, name: 'Dieser Link ist unvollständig' });
  expect(screen.queryByRole('button', { name: 'Adresse bestätigen' })).toBeNull();
});
