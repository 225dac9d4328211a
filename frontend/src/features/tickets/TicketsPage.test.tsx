import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse, ws } from 'msw';
import { expect, test } from 'vitest';
import { connection } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { buyer, operator, page, serveTicket, ticket, town } from '../../../test/tickets.ts';

function serveTickets(viewer: object, rows: { id: string }[]): Record<string, unknown>[] {
  const asked: Record<string, unknown>[] = [];
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('Tickets', ({ variables }) => {
      asked.push(variables);
      return HttpResponse.json({ data: { tickets: page(rows) } });
    }),
  );
  return asked;
}

test('a member narrows the list by the address; words that are searched for stay out of it', async () => {
  const rows = [
    ticket('abc', 'Wer unterschreibt?', { state: 'WAITING_FOR_REQUESTER' }),
    ticket('all', 'Anliegen der Stadt', { kind: 'ORGANISATION', version: 1 }),
  ];
  const asked = serveTickets(buyer, rows);
  const { user, router } = renderApp('/tickets');
  await screen.findByRole('link', { name: 'Wer unterschreibt?' });
  // What a folder waits for is nobody's concern.
  expect(screen.getAllByRole('listitem').filter((row) => row.textContent?.includes('Wartet auf'))).toHaveLength(1);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Stand' }), 'Gelöst');
  await waitFor(() => expect(router.state.location.searchStr).toBe('?stand=geloest'));
  await user.type(screen.getByRole('searchbox'), 'zeichnung');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ state: 'RESOLVED', search: 'zeichnung', kind: null }));
  expect(router.state.location.searchStr).toBe('?stand=geloest');
  expect(screen.queryByRole('checkbox', { name: 'Nur meine' })).toBeNull();
});

test('an operator sees whose each ticket is, and only theirs on demand', async () => {
  const asked = serveTickets(operator, [ticket('abc', 'Wer unterschreibt?')]);
  const { user, router } = renderApp('/betrieb/tickets?art=frage');
  await screen.findByText(/TK-ABC · Frage · Stadt Bamberg · noch niemand hat es/);
  screen.getByText('Wartet auf uns', { selector: '.kern-label' });
  await user.click(screen.getByRole('checkbox', { name: 'Nur meine' }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ kind: 'QUESTION', assignedToMe: true }));
  expect(router.state.location.searchStr).toBe('?art=frage&meine=ja');
});

test('an editor sees the reports on the directory, and answers them', async () => {
  const editor = { ...someone, platformRoles: ['EDITOR'] };
  serveTickets(editor, [
    ticket('dir', 'Zuständigkeit gemeldet: Gewerbe, Bamberg', { kind: 'DIRECTORY', organisation: null }),
  ]);
  renderApp('/betrieb/tickets');
  await screen.findByRole('heading', { level: 1, name: 'Meldungen zum Verzeichnis' });
  await screen.findByRole('link', { name: 'Zuständigkeit gemeldet: Gewerbe, Bamberg' });
  screen.getByText(/TK-DIR · Verzeichnis/);
});

/** What was listened for, by organisation, and how to tell those who listen. */
function listen(): Map<string | null, (ticketId: string) => void> {
  const heard = new Map<string | null, (ticketId: string) => void>();
  server.use(
    ws.link('*://*/graphql').addEventListener('connection', ({ client }) => {
      client.addEventListener('message', ({ data }) => {
        const frame = JSON.parse(String(data));
        if (frame.type === 'connection_init') client.send(JSON.stringify({ type: 'connection_ack' }));
        if (frame.type !== 'subscribe' || !frame.payload.query.includes('TicketListChanges')) return;
        heard.set(frame.payload.variables.organisationId, (ticketId) => {
          const ticketChanged = { __typename: 'TicketChanged', cursor: 'c1', ticketId, ticket: null };
          client.send(JSON.stringify({ type: 'next', id: frame.id, payload: { data: { ticketChanged } } }));
        });
      });
    }),
  );
  return heard;
}

const offeredKinds = () =>
  within(screen.getByRole('combobox', { name: 'Art' }))
    .getAllByRole('option')
    .map((option) => option.textContent);

test('an editor who is nothing else is offered no kinds of tickets, and hears of the directory alone', async () => {
  const heard = listen();
  serveTickets({ ...someone, platformRoles: ['EDITOR'] }, [ticket('dir', 'Gemeldet', { kind: 'DIRECTORY' })]);
  renderApp('/betrieb/tickets');
  await screen.findByRole('link', { name: 'Gemeldet' });
  expect(screen.queryByRole('combobox', { name: 'Art' })).toBeNull();
  expect(screen.getByRole('combobox', { name: 'Stand' })).toBeTruthy();
  await waitFor(() => expect([...heard.keys()]).toEqual([null]));
});

test('an editor with organisations is offered the kinds of both, and hears of their tickets too', async () => {
  const heard = listen();
  serveTickets({ ...buyer, platformRoles: ['EDITOR'] }, [ticket('dir', 'Gemeldet', { kind: 'DIRECTORY' })]);
  const { user } = renderApp('/betrieb/tickets');
  await screen.findByRole('link', { name: 'Gemeldet' });
  expect(offeredKinds()).toEqual(['Alle', 'Alle Anliegen', 'Bestellung', 'Frage', 'Verzeichnis']);
  await waitFor(() => expect([...heard.keys()].sort()).toEqual([null, town.id].sort()));
  heard.get(town.id)?.('tck_own');
  await user.click(await screen.findByRole('button', { name: /1 .*anzeigen/ }));
  heard.get(null)?.('tck_dir');
  await screen.findByRole('button', { name: /1 .*anzeigen/ });
});

test('an operator is offered all kinds, a member those of organisations', async () => {
  listen();
  serveTickets(operator, [ticket('abc', 'Wer unterschreibt?')]);
  renderApp('/betrieb/tickets');
  await screen.findByRole('link', { name: 'Wer unterschreibt?' });
  expect(offeredKinds()).toHaveLength(6);
  cleanup();
  serveTickets(buyer, [ticket('abc', 'Wer unterschreibt?')]);
  renderApp('/tickets');
  await screen.findByRole('link', { name: 'Wer unterschreibt?' });
  expect(offeredKinds()).toEqual(['Alle', 'Alle Anliegen', 'Bestellung', 'Frage']);
});

test('an editor answers a report, and no matter of an organisation', async () => {
  const editor = { ...someone, platformRoles: ['EDITOR'] };
  serveTicket(editor, ticket('dir', 'Gemeldet', { kind: 'DIRECTORY', organisation: null }), []);
  renderApp('/tickets/TK-DIR');
  await screen.findByRole('combobox', { name: 'Auf wen wartet es?' });
  await screen.findByRole('radio', { name: 'Interne Notiz' });
});

test('who has no part in the market reads why there is nothing', async () => {
  serveTickets(someone, []);
  renderApp('/tickets');
  await screen.findByRole('heading', { level: 1, name: 'Hier gibt es für Sie keine Tickets' });
});

test('F12: who cannot sign opens a ticket about the offering', async () => {
  const asked: unknown[] = [];
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: buyer } })),
    graphql.query('AskedAbout', ({ variables: { slug } }) =>
      HttpResponse.json({
        data: {
          offering: {
            __typename: 'Offering',
            id: 'off_1',
            slug,
            current: { __typename: 'OfferingVersion', id: 'ofv_1', name: 'Gewerbe anmelden' },
          },
        },
      }),
    ),
    graphql.mutation('TicketOpen', ({ variables }) => {
      asked.push(variables.input);
      const payload = { ticket: ticket('new', 'Ich kann nicht unterschreiben'), userErrors: [] };
      return HttpResponse.json({ data: { ticketOpen: { __typename: 'TicketOpenPayload', ...payload } } });
    }),
    graphql.query('TicketHead', () => HttpResponse.json({ data: { ticket: ticket('new', 'Ich kann nicht') } })),
    graphql.query('TicketEntries', () =>
      HttpResponse.json({ data: { ticket: { ...ticket('new', 'Ich kann nicht'), entries: connection([]) } } }),
    ),
  );
  const { user, router } = renderApp('/tickets/neu?angebot=gewerbe&grund=unterschrift');
  await screen.findByRole('heading', { level: 1, name: 'Ich kann nicht unterschreiben' });
  const subject = await screen.findByRole('textbox', { name: 'Betreff' });
  expect(subject).toHaveProperty('value', 'Ich kann nicht unterschreiben: Gewerbe anmelden');
  await user.click(screen.getByRole('button', { name: 'Absenden' }));
  await screen.findByRole('link', { name: 'Bitte schreiben Sie, worum es geht.' });
  await user.type(screen.getByRole('textbox', { name: 'Ihre Frage' }), 'Das Zertifikat ist eines der Kollegin.');
  await user.click(screen.getByRole('button', { name: 'Absenden' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/tickets/TK-NEW'));
  expect(asked).toMatchObject([
    {
      organisationId: town.id,
      offeringId: 'off_1',
      subject: 'Ich kann nicht unterschreiben: Gewerbe anmelden',
      body: 'Das Zertifikat ist eines der Kollegin.',
    },
  ]);
});
