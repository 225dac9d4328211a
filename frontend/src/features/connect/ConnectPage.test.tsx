import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const region = { __typename: 'Region', id: 'reg_09461', name: 'Bamberg' };
const known: Record<string, object> = {
  aut_1: { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg', reachability: 'NOT_CONNECTED', region },
  aut_2: { __typename: 'Authority', id: 'aut_2', name: 'Landratsamt Bamberg', reachability: 'CONNECTED', region },
};

let inputs: unknown[] = [];
let payload: object = {};

beforeEach(() => {
  inputs = [];
  payload = { __typename: 'AuthorityConnectRequestPayload', accepted: true, userErrors: [] };
  server.use(
    graphql.query('ConnectAuthority', ({ variables }) =>
      HttpResponse.json({ data: { node: known[variables.id] ?? null } }),
    ),
    graphql.query('ConnectAuthorities', () =>
      HttpResponse.json({
        data: {
          authorities: {
            __typename: 'AuthorityConnection',
            edges: Object.values(known).map((node) => ({ __typename: 'AuthorityEdge', cursor: 'c', node })),
          },
        },
      }),
    ),
    graphql.mutation('AuthorityConnectRequest', ({ variables }) => {
      inputs.push(variables.input);
      return HttpResponse.json({ data: { authorityConnectRequest: payload } });
    }),
  );
});

async function walkToCheck() {
  const app = renderApp('/behoerde/anbinden?behoerde=aut_1');
  const { user } = app;
  const next = () => user.click(screen.getByRole('button', { name: 'Weiter' }));
  await screen.findByText('Stadt Bamberg');
  await next();
  await user.click(await screen.findByRole('radio', { name: 'Posteingang hier im Browser' }));
  await next();
  await user.type(await screen.findByLabelText('Vor- und Nachname'), 'Petra Schütz');
  await user.type(screen.getByLabelText('Dienstliche E-Mail-Adresse'), 'petra@stadt.example');
  await user.type(screen.getByLabelText(/Amt oder Sachgebiet/), 'Hauptamt');
  await next();
  await screen.findByRole('heading', { level: 1, name: 'Stimmt alles?' });
  return app;
}

test('an authority is found by name, and nothing goes on without one', async () => {
  const { user } = renderApp('/behoerde/anbinden');
  await user.click(await screen.findByRole('button', { name: 'Weiter' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Wählen Sie eine Behörde aus der Liste');
  await user.type(screen.getByRole('combobox'), 'Stadt Bam');
  await user.click(await screen.findByRole('option', { name: /Stadt Bamberg/ }));
  await screen.findByText('Sitz: Bamberg');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  expect(await screen.findByRole('heading', { level: 1, name: /Wie möchten Sie Nachrichten/ })).toBeTruthy();
});

test('an authority that is connected already goes no further', async () => {
  const { user } = renderApp('/behoerde/anbinden?behoerde=aut_2');
  await screen.findByText('Landratsamt Bamberg');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  expect((await screen.findByRole('alert')).textContent).toContain('schon angebunden');
});

test('both ways are compared, also what speaks against them', async () => {
  const { user } = renderApp('/behoerde/anbinden?behoerde=aut_1');
  await screen.findByText('Stadt Bamberg');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  expect(await screen.findAllByText('Was dagegen spricht')).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Wählen Sie einen Weg');
});

test('the answers are shown once more, sent, and the page says what comes next', async () => {
  const { user } = await walkToCheck();
  await screen.findByText('Stadt Bamberg');
  await user.click(screen.getByRole('button', { name: 'Anfrage senden' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Ihre Anfrage ist angekommen' })).toBeTruthy();
  expect(inputs).toEqual([
    {
      authorityId: 'aut_1',
      kind: 'INBOX',
      contact: { name: 'Petra Schütz', email: 'petra@stadt.example', phone: null, department: 'Hauptamt' },
    },
  ]);
  const way = screen.getByRole('list', { name: 'Stand der Anbindung' });
  expect(within(way).getAllByRole('listitem')).toHaveLength(4);
});

test('a refusal leads to the answer it concerns', async () => {
  payload = {
    __typename: 'AuthorityConnectRequestPayload',
    accepted: null,
    userErrors: [
      { __typename: 'UserError', code: 'INVALID', field: ['contact', 'email'], message: 'Diese Adresse geht nicht.' },
    ],
  };
  const { user } = await walkToCheck();
  await user.click(screen.getByRole('button', { name: 'Anfrage senden' }));
  const summary = await screen.findByRole('alert');
  await user.click(within(summary).getByRole('link', { name: 'Diese Adresse geht nicht.' }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('link', { name: 'Person ändern' })));
});

test('a step whose answers are missing leads back to the first', async () => {
  renderApp('/behoerde/anbinden?schritt=pruefen');
  expect(await screen.findByRole('heading', { level: 1, name: /Sichere Kommunikation/ })).toBeTruthy();
});
