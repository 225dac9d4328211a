import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { buyer, entry, operator, person, serveTicket, ticket } from '../../../test/tickets.ts';

const question = ticket('abc', 'Wer unterschreibt?');
const first = entry('1', 'Berta Beispiel', 'Darf das die zweite Bürgermeisterin?');

function answersTo(name: string, answer: (input: Record<string, unknown>, call: number) => object): unknown[] {
  const asked: Record<string, unknown>[] = [];
  server.use(
    graphql.mutation(name, ({ variables }) => {
      asked.push(variables.input);
      return HttpResponse.json({ data: answer(variables.input, asked.length) });
    }),
  );
  return asked;
}

const updated = (shown: object | null, refusal?: object) => ({
  ticketUpdate: { __typename: 'TicketUpdatePayload', ticket: shown, userErrors: refusal ? [refusal] : [] },
});

test('entries say how they came, what was not taken in and whom they did not reach', async () => {
  const file = (id: string, given: object) => ({
    __typename: 'TicketFile',
    id,
    filename: `${id}.pdf`,
    mediaType: 'application/pdf',
    size: 2000,
    scanned: true,
    refusal: null,
    ...given,
  });
  serveTicket(buyer, question, [
    first,
    entry('2', 'Rechenzentrum', 'Anbei.', {
      byMail: true,
      wholeBody: 'Anbei.\n\n> Darf das …',
      files: [file('plan', {}), file('virus', { mediaType: null, refusal: 'Die Datei enthält Schadsoftware.' })],
    }),
    entry('3', 'Rechenzentrum', 'Ich bin nicht da.', { byMail: true, automatic: true }),
    entry('4', 'Betrieb', 'Ja.', { undelivered: [{ __typename: 'TicketParticipant', id: 'tpa_x', name: 'IT Süd' }] }),
  ]);
  renderApp('/tickets/TK-ABC');
  await screen.findByRole('heading', { level: 1, name: 'Wer unterschreibt?' });
  const shown = await screen.findAllByRole('article');
  expect(shown.map((one) => within(one).getByRole('heading', { level: 3 }).textContent)).toEqual([
    'Berta Beispiel',
    'Rechenzentrum',
    'Rechenzentrum',
    'Betrieb',
  ]);
  const [, mail, vacation, lost] = shown.map((one) => within(one));
  expect(mail?.getByText('Ganze Mail mit Zitaten und Signatur').closest('details')?.open).toBe(false);
  mail?.getByRole('button', { name: 'plan.pdf herunterladen' });
  expect(mail?.queryByRole('button', { name: 'virus.pdf herunterladen' })).toBeNull();
  mail?.getByText(/Nicht angenommen: Die Datei enthält Schadsoftware\./);
  vacation?.getByText('Automatische Antwort');
  lost?.getByText('Als Mail nicht angekommen bei: IT Süd');
});

test('what is typed stays until it is sent, and the same answer is sent under the same key', async () => {
  serveTicket(buyer, question, [first]);
  const asked = answersTo('TicketReply', (_, call) => {
    const there = call > 1;
    return {
      ticketReply: {
        __typename: 'TicketReplyPayload',
        entryEdge: there
          ? { __typename: 'TicketEntryEdge', cursor: 'c', node: entry('9', 'Berta Beispiel', 'Danke.') }
          : null,
        ticket: there ? question : null,
        userErrors: there ? [] : [{ __typename: 'UserError', code: 'TOO_MANY', field: null, message: 'Bitte später.' }],
      },
    };
  });
  const { user } = renderApp('/tickets/TK-ABC');
  const box = await screen.findByRole('textbox', { name: 'Ihre Antwort' });
  await user.click(screen.getByRole('button', { name: 'Antwort senden' }));
  await screen.findByText('Bitte schreiben Sie etwas.');
  await user.type(box, 'Danke.');
  await user.click(screen.getByRole('button', { name: 'Antwort senden' }));
  await screen.findByText('Bitte später.');
  expect(box).toHaveProperty('value', 'Danke.');
  expect(Object.values(sessionStorage).join()).toContain('Danke.');
  await user.click(screen.getByRole('button', { name: 'Antwort senden' }));
  await waitFor(() => expect(box).toHaveProperty('value', ''));
  expect(Object.values(sessionStorage).join()).not.toContain('Danke.');
  const [one, two] = asked as { idempotencyKey: string }[];
  expect(one?.idempotencyKey).toBe(two?.idempotencyKey);
});

test('a member resolves a ticket; one that changed meanwhile is shown anew and nothing is overwritten', async () => {
  serveTicket(buyer, question, [first]);
  const newer = { ...question, version: 5, state: 'WAITING_FOR_VENDOR' };
  server.use(graphql.query('NewerTicket', () => HttpResponse.json({ data: { ticket: newer } })));
  const stale = { __typename: 'UserError', code: 'STALE', field: ['expectedVersion'], message: '…' };
  const asked = answersTo('TicketUpdate', ({ expectedVersion }) =>
    expectedVersion === 2 ? updated(null, stale) : updated({ ...newer, version: 6, state: 'RESOLVED' }),
  );
  const { user } = renderApp('/tickets/TK-ABC');
  await user.click(await screen.findByRole('button', { name: 'Ist gelöst' }));
  await screen.findByText(/hat sich inzwischen geändert/);
  await screen.findByText('Wartet auf Hersteller oder IT-Dienstleister');
  await user.click(screen.getByRole('button', { name: 'Ist gelöst' }));
  await screen.findByRole('button', { name: 'Wieder öffnen' });
  expect(asked).toEqual([
    { ticketId: 'tck_abc', expectedVersion: 2, state: 'RESOLVED' },
    { ticketId: 'tck_abc', expectedVersion: 5, state: 'RESOLVED' },
  ]);
});

test('F7: what becomes of mails is said of each, a test mail asks, and members remove whom they may', async () => {
  const mail = (state: string, problem: string | null) => ({
    __typename: 'MailStatus',
    state,
    since: '2026-11-20T08:00:00.000000Z',
    problem,
  });
  const shown = {
    ...question,
    participants: [
      person('berta', 'Berta Beispiel', { role: 'REQUESTER', email: null, mail: mail('REACHED', null) }),
      person('it', 'IT Süd', { role: 'IT_PROVIDER', mail: mail('FAILING', 'Die Adresse gibt es nicht.') }),
    ],
  };
  serveTicket(buyer, shown, [first]);
  const probes = answersTo('MailProbeSend', () => ({
    mailProbeSend: {
      __typename: 'MailProbeSendPayload',
      participant: person('it', 'IT Süd', {
        role: 'IT_PROVIDER',
        mail: mail('FAILING', 'Die Adresse gibt es nicht.'),
        probeSentAt: '2026-11-29T08:00:00.000000Z',
      }),
      userErrors: [],
    },
  }));
  const changes = answersTo('TicketUpdate', () => updated({ ...shown, version: 3, participants: [] }));
  const { user } = renderApp('/tickets/TK-ABC');
  await screen.findByText(/Unsere Mails kommen an/);
  screen.getByText(/Die Adresse gibt es nicht\./);
  await user.click(screen.getByRole('button', { name: 'Testmail an IT Süd senden: Kommt unsere Mail an?' }));
  await screen.findByText(/Testmail gesendet/);
  expect(probes).toMatchObject([{ participantId: 'tpa_it' }]);
  expect(screen.queryByRole('button', { name: 'Berta Beispiel entfernen' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'IT Süd entfernen' }));
  await user.click(await screen.findByRole('button', { name: 'Entfernen' }));
  await screen.findByText('Noch ist niemand beteiligt.');
  expect(changes).toEqual([{ ticketId: 'tck_abc', expectedVersion: 2, removeParticipantIds: ['tpa_it'] }]);
});

test('a merged ticket leads on, and is not written into', async () => {
  const into = { __typename: 'Ticket', id: 'tck_def', reference: 'TK-DEF', subject: 'Zeichnung' };
  serveTicket(buyer, { ...question, state: 'RESOLVED', mergedInto: into }, []);
  renderApp('/tickets/TK-ABC');
  const link = await screen.findByRole('link', { name: 'Zu TK-DEF' });
  expect(link.getAttribute('href')).toBe('/tickets/TK-DEF');
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('an operator inserts a canned answer, which can be changed before it is sent', async () => {
  serveTicket(operator, question, [first]);
  const { user } = renderApp('/tickets/TK-ABC');
  await user.click(await screen.findByRole('button', { name: 'Deutsch einfügen' }));
  const box = screen.getByRole('textbox', { name: 'Ihre Antwort' });
  expect(box).toHaveProperty('value', 'Guten Tag');
  await user.type(box, ', Frau Beispiel');
  expect(box).toHaveProperty('value', 'Guten Tag, Frau Beispiel');
  await user.click(screen.getByRole('radio', { name: 'Interne Notiz' }));
  expect(screen.getByRole('textbox', { name: 'Ihre Notiz' })).toHaveProperty('value', 'Guten Tag, Frau Beispiel');
  expect(screen.queryByRole('button', { name: 'Deutsch einfügen' })).toBeNull();
});

test('before tickets are merged it is said what happens; another organisation’s is refused', async () => {
  const into = ticket('def', 'Zeichnung');
  serveTicket(operator, question, [first]);
  server.use(
    graphql.query('MergeTarget', ({ variables: { reference } }) =>
      HttpResponse.json({
        data: {
          ticket:
            reference === 'TK-DEF'
              ? into
              : { ...into, organisation: { __typename: 'Organisation', id: 'org_vale', name: 'Tal' } },
        },
      }),
    ),
  );
  const asked = answersTo('TicketMerge', () => ({
    ticketMerge: {
      __typename: 'TicketMergePayload',
      ticket: into,
      merged: { ...question, version: 3, state: 'RESOLVED', mergedInto: into },
      userErrors: [],
    },
  }));
  const { user, router } = renderApp('/tickets/TK-ABC');
  await user.click(await screen.findByRole('button', { name: 'Mit einem anderen zusammenführen' }));
  const number = screen.getByRole('textbox', { name: /Nummer des Tickets/ });
  await user.type(number, 'TK-OTHER');
  await user.click(screen.getByRole('button', { name: 'Ansehen, was geschieht' }));
  await screen.findByText('Dieses Ticket gehört einer anderen Organisation.');
  expect(screen.queryByRole('button', { name: 'Zusammenführen' })).toBeNull();
  await user.clear(number);
  await user.type(number, 'TK-DEF');
  await user.click(screen.getByRole('button', { name: 'Ansehen, was geschieht' }));
  await screen.findByText(/kommen nach TK-DEF \(„Zeichnung“\)/);
  await user.click(screen.getByRole('button', { name: 'Zusammenführen' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/tickets/TK-DEF'));
  expect(asked).toEqual([{ ticketId: 'tck_abc', expectedVersion: 2, intoTicketId: 'tck_def' }]);
});

test('the number of the ticket to merge into does not change while it is looked for', async () => {
  let answer = () => {};
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  serveTicket(operator, question, [first]);
  server.use(
    graphql.query('MergeTarget', async () => {
      await late;
      return HttpResponse.json({ data: { ticket: ticket('def', 'Zeichnung') } });
    }),
  );
  const { user } = renderApp('/tickets/TK-ABC');
  await user.click(await screen.findByRole('button', { name: 'Mit einem anderen zusammenführen' }));
  const number = screen.getByRole<HTMLInputElement>('textbox', { name: /Nummer des Tickets/ });
  await user.type(number, 'TK-DEF');
  await user.click(screen.getByRole('button', { name: 'Ansehen, was geschieht' }));
  await user.type(number, 'GHI');
  answer();
  await screen.findByText(/kommen nach TK-DEF/);
  expect(number.value).toBe('TK-DEF');
  await user.type(number, '9');
  expect(screen.queryByText(/kommen nach TK-DEF/)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Zusammenführen' })).toBeNull();
});
