import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { connection, message } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { sendSignal } from './inboxSignals.ts';

const authority = { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' };
const membership = {
  __typename: 'Membership',
  id: 'mem_1',
  roles: ['CLERK'],
  allAuthorities: true,
  organisation: { __typename: 'Organisation', id: 'org_1', name: 'Stadt Bamberg', authorities: [authority] },
  authorities: [],
};

function row(id: string, name: string, change: object = {}) {
  return {
    __typename: 'AuthorityCase',
    id,
    version: 1,
    reference: 'BY-AAA-BBB-CCC',
    title: `Fall ${id}`,
    person: { __typename: 'Person', id: `prs_${id}`, name },
    services: [],
    unreadCount: 0,
    waitingSince: new Date(Date.now() - 3 * 86_400_000 - 60_000).toISOString(),
    state: 'NEW',
    assignee: null,
    dueOn: null,
    ownerDeletedAt: null,
    fileReference: null,
    authority,
    region: null,
    address: null,
    trustLevel: 'POSTAL',
    notes: [],
    retainUntil: null,
    ...change,
  };
}

const cases = [row('cas_1', 'Agnes'), row('cas_2', 'Bert')];
let asked: { filter: object; orderBy: string }[] = [];

function serve(shortcuts = true) {
  const viewer = {
    ...someone,
    memberships: [membership],
    settings: { ...someone.settings, singleKeyShortcuts: shortcuts },
  };
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('Inbox', ({ variables }) => {
      asked.push({ filter: variables.filter, orderBy: variables.orderBy });
      return HttpResponse.json({
        data: {
          authorityCases: {
            __typename: 'AuthorityCaseConnection',
            edges: cases.map((node) => ({ __typename: 'AuthorityCaseEdge', cursor: node.id, node })),
            pageInfo: { __typename: 'PageInfo', endCursor: 'cas_2', hasNextPage: false },
            totalCount: 2,
          },
        },
      });
    }),
    graphql.query('CaseHead', ({ variables }) =>
      HttpResponse.json({ data: { authorityCase: cases.find(({ id }) => id === variables.id) ?? null } }),
    ),
    graphql.query('CaseThread', ({ variables }) => {
      const messages = connection([message(`msg_${variables.id}`)]);
      return HttpResponse.json({
        data: { authorityCase: { __typename: 'AuthorityCase', id: variables.id, messages } },
      });
    }),
    graphql.query('CaseDrafts', ({ variables }) =>
      HttpResponse.json({
        data: { authorityCase: { __typename: 'AuthorityCase', id: variables.id, consents: [], drafts: [] } },
      }),
    ),
    graphql.query('CaseApprovals', ({ variables }) =>
      HttpResponse.json({ data: { authorityCase: { __typename: 'AuthorityCase', id: variables.id, approvals: [] } } }),
    ),
  );
  signIn();
}

beforeEach(() => {
  asked = [];
  // A phone: the plain list, because nothing has a size here.
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});

test('the inbox of the only authority opens by itself and says who waits since when', async () => {
  serve();
  const { router } = renderApp('/eingang');
  expect(await screen.findByRole('link', { name: 'Agnes' })).toBeTruthy();
  expect(router.state.location.pathname).toBe('/eingang/aut_1');
  expect(screen.getAllByText('wartet seit 3 Tagen')).toHaveLength(2);
  expect(screen.getAllByRole('listitem').filter((item) => item.getAttribute('aria-setsize') === '2')).toHaveLength(2);
});

test('filters of the address reach the server, and a change of filter stands in the address', async () => {
  serve();
  const { user, router } = renderApp('/eingang/aut_1?wer=ich&ordnung=frist');
  await screen.findByRole('link', { name: 'Agnes' });
  await waitFor(() => expect(asked.at(-1)?.filter).toMatchObject({ assigneeId: 'mem_1' }));
  expect(asked.at(-1)?.orderBy).toBe('DUE_FIRST');
  await user.click(screen.getByText('Filter und Ordnung (1 gesetzt)'));
  await user.selectOptions(screen.getByLabelText('Stand'), 'erledigt');
  await waitFor(() =>
    expect(router.state.location.search).toEqual({ wer: 'ich', ordnung: 'frist', stand: 'erledigt' }),
  );
  await waitFor(() => expect(asked.at(-1)?.filter).toEqual({ states: ['CLOSED'], assigneeId: 'mem_1' }));
  await user.click(screen.getByRole('button', { name: 'Filter „Zuständig: Ich“ entfernen' }));
  await waitFor(() => expect(router.state.location.search).toEqual({ ordnung: 'frist', stand: 'erledigt' }));
});

test('words searched for go along to the case and back, and stand in no address', async () => {
  serve();
  const { user, router } = renderApp('/eingang/aut_1?wer=ich');
  await user.type(await screen.findByRole('searchbox'), 'Scheidung');
  await waitFor(() => expect(asked.at(-1)?.filter).toMatchObject({ search: 'Scheidung', assigneeId: 'mem_1' }));
  await user.click(screen.getByRole('link', { name: 'Agnes' }));
  await screen.findByRole('heading', { level: 1, name: 'Fall cas_1' });
  expect(router.history.location.href).toBe('/eingang/aut_1/cas_1?wer=ich');
  await user.click(screen.getByRole('link', { name: /Zurück zum Eingang/ }));
  expect((await screen.findByRole<HTMLInputElement>('searchbox')).value).toBe('Scheidung');
  expect(router.history.location.href).toBe('/eingang/aut_1?wer=ich');
  await user.click(screen.getByRole('button', { name: 'Filter „Suche: Scheidung“ entfernen' }));
  await waitFor(() => expect(asked.at(-1)?.filter).not.toHaveProperty('search'));
  expect((await screen.findByRole<HTMLInputElement>('searchbox')).value).toBe('');
});

test('J and K go from case to case, but not while somebody types', async () => {
  serve();
  const { user, router } = renderApp('/eingang/aut_1');
  const search = await screen.findByRole('searchbox');
  await screen.findByRole('link', { name: 'Agnes' });
  await user.type(search, 'j');
  expect(router.state.location.pathname).toBe('/eingang/aut_1');
  search.blur();
  await user.keyboard('j');
  expect(await screen.findByRole('heading', { level: 1, name: 'Fall cas_1' })).toBeTruthy();
  await user.keyboard('j');
  expect(await screen.findByRole('heading', { level: 1, name: 'Fall cas_2' })).toBeTruthy();
  await user.keyboard('k');
  expect(await screen.findByRole('heading', { level: 1, name: 'Fall cas_1' })).toBeTruthy();
});

test('R opens the answer to the last message of the person', async () => {
  serve();
  const { user } = renderApp('/eingang/aut_1/cas_1');
  await screen.findByRole('button', { name: /Agnes antworten/ });
  await screen.findByRole('heading', { name: 'Betreff msg_cas_1' });
  await user.keyboard('r');
  expect(await screen.findByText('Antwort auf „Betreff msg_cas_1“')).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>('Betreff').value).toBe('AW: Betreff msg_cas_1');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Ihre Nachricht')));
});

test('switched off in the account, single keys do nothing', async () => {
  serve(false);
  const { user, router } = renderApp('/eingang/aut_1');
  await screen.findByRole('link', { name: 'Agnes' });
  await user.keyboard('j?');
  expect(router.state.location.pathname).toBe('/eingang/aut_1');
  expect(document.querySelector('dialog[open]')).toBeNull();
});

test('a colleague was faster: the newer state is shown and the own entries stay', async () => {
  serve();
  const versions: number[] = [];
  server.use(
    graphql.query('Colleagues', () => HttpResponse.json({ data: { node: null } })),
    graphql.mutation('UpdateCase', ({ variables }) => {
      versions.push(variables.input.expectedVersion);
      const stale = versions.length === 1;
      return HttpResponse.json({
        data: {
          caseUpdate: {
            __typename: 'CaseUpdatePayload',
            case: stale ? null : row('cas_1', 'Agnes', { version: 6, state: 'CLOSED' }),
            userErrors: stale
              ? [{ __typename: 'UserError', code: 'STALE', field: ['expectedVersion'], message: 'veraltet' }]
              : [],
          },
        },
      });
    }),
    graphql.query('NewerCase', () =>
      HttpResponse.json({ data: { authorityCase: row('cas_1', 'Agnes', { version: 5, state: 'IN_PROGRESS' }) } }),
    ),
  );
  const { user } = renderApp('/eingang/aut_1/cas_1');
  await user.click(await screen.findByRole('button', { name: 'Bearbeitung ändern' }));
  await user.selectOptions(await screen.findByLabelText('Stand'), 'CLOSED');
  await user.click(screen.getByRole('button', { name: 'Speichern' }));
  expect(await screen.findByText('Inzwischen hat jemand anderes diesen Fall geändert')).toBeTruthy();
  expect(screen.getByText(/Dort steht jetzt: In Arbeit/)).toBeTruthy();
  expect(screen.getByLabelText<HTMLSelectElement>('Stand').value).toBe('CLOSED');
  await user.click(screen.getByRole('button', { name: 'Meine Angaben speichern' }));
  await waitFor(() => expect(versions).toEqual([1, 5]));
});

// What the server is asked to open, and what it is asked to send.
function record({ threads }: { threads: Record<string, { id: string }[]> }) {
  const opened: string[][] = [];
  const replies: { inReplyToId: string | null; lastSeenMessageId: string | null }[] = [];
  server.use(
    graphql.query('CaseThread', ({ variables }) =>
      HttpResponse.json({
        data: {
          authorityCase: {
            __typename: 'AuthorityCase',
            id: variables.id,
            messages: connection(threads[variables.id] ?? []),
          },
        },
      }),
    ),
    graphql.query('CaseCounter', ({ variables }) =>
      HttpResponse.json({ data: { authorityCase: { ...row(variables.id, 'Agnes'), unreadCount: 0 } } }),
    ),
    graphql.mutation('MarkRead', ({ variables }) => {
      const ids: string[] = variables.input.messageIds;
      opened.push(ids);
      for (const list of Object.values(threads))
        for (const one of list) if (ids.includes(one.id)) Object.assign(one, { unread: false });
      const messages = ids.map((id) => message(id));
      return HttpResponse.json({
        data: { messageMarkRead: { __typename: 'MessageMarkReadPayload', messages, userErrors: [] } },
      });
    }),
    graphql.mutation('SendReply', ({ variables }) => {
      replies.push(variables.input);
      return HttpResponse.json({
        data: {
          caseReply: {
            __typename: 'CaseReplyPayload',
            messageEdge: null,
            case: null,
            userErrors: [{ __typename: 'UserError', code: 'TOO_LONG', field: ['body'], message: 'zu lang' }],
          },
        },
      });
    }),
  );
  return { opened, replies };
}

test('walking over cases by keys opens nothing; entering one does', async () => {
  serve();
  const { opened } = record({
    threads: {
      cas_1: [message('msg_1', { unread: true }), message('msg_2', { unread: true })],
      cas_2: [message('msg_3', { unread: true })],
    },
  });
  const { user } = renderApp('/eingang/aut_1');
  await screen.findByRole('link', { name: 'Agnes' });
  await user.keyboard('j');
  await screen.findByRole('heading', { name: 'Betreff msg_1' });
  await user.keyboard('j');
  await screen.findByRole('heading', { name: 'Betreff msg_3' });
  await user.keyboard('k');
  await screen.findByRole('heading', { name: 'Betreff msg_2' });
  // Whatever is asked of the server is asked in order: the entering comes last, and is the first.
  await user.keyboard('{Enter}');
  await waitFor(() => expect(opened).toEqual([['msg_1', 'msg_2']]));
});

test('a click on a case and its address enter it', async () => {
  serve();
  const { opened } = record({
    threads: { cas_1: [message('msg_1', { unread: true })], cas_2: [message('msg_2', { unread: true })] },
  });
  const { user, router } = renderApp('/eingang/aut_1/cas_2');
  await waitFor(() => expect(opened).toEqual([['msg_2']]));
  await router.navigate({ to: '/eingang/$authorityId', params: { authorityId: 'aut_1' } });
  await user.click(await screen.findByRole('link', { name: 'Agnes' }));
  await waitFor(() => expect(opened).toEqual([['msg_2'], ['msg_1']]));
});

test('a message marked unread stays so, although one goes on acting on it', async () => {
  serve();
  const { opened } = record({ threads: { cas_1: [message('msg_1', { unread: true })] } });
  const { user } = renderApp('/eingang/aut_1/cas_1');
  await waitFor(() => expect(opened).toEqual([['msg_1']]));
  await user.click(await screen.findByRole('button', { name: 'Als ungelesen markieren' }));
  await waitFor(() => expect(opened).toEqual([['msg_1'], ['msg_1']]));
  await user.click(screen.getByRole('heading', { name: 'Betreff msg_1' }));
  await user.click(screen.getByText('Text msg_1'));
  expect(opened).toHaveLength(2);
});

test('a letter begun while somebody waits answers the last message seen, and says how far its writer had read', async () => {
  serve();
  const threads = { cas_1: [message('msg_1'), message('msg_2')] };
  const { replies } = record({ threads });
  const { user } = renderApp('/eingang/aut_1/cas_1');
  await screen.findByRole('heading', { name: 'Betreff msg_2' });
  await user.click(await screen.findByRole('button', { name: /Agnes antworten/ }));
  expect(await screen.findByText('Antwort auf „Betreff msg_2“')).toBeTruthy();
  // What comes meanwhile was not seen.
  threads.cas_1.push(message('msg_3', { unread: true }));
  sendSignal({ kind: 'CHANGED', caseId: 'cas_1' });
  await screen.findByRole('heading', { name: 'Betreff msg_3' });
  await user.type(screen.getByLabelText('Betreff'), 'Antwort');
  await user.type(screen.getByLabelText('Ihre Nachricht'), 'Guten Tag');
  await user.click(screen.getByRole('button', { name: 'Senden' }));
  await waitFor(() => expect(replies).toHaveLength(1));
  expect(replies[0]).toMatchObject({ inReplyToId: 'msg_2', lastSeenMessageId: 'msg_2' });
  // Asked for, it was seen.
  await user.click(screen.getByRole('button', { name: /1 neue/ }));
  await user.type(screen.getByLabelText('Ihre Nachricht'), '!');
  await user.click(screen.getByRole('button', { name: 'Senden' }));
  await waitFor(() => expect(replies).toHaveLength(2));
  expect(replies[1]).toMatchObject({ inReplyToId: 'msg_2', lastSeenMessageId: 'msg_3' });
});

test('state and retrieval of an own message stand on its card, also while it is folded', async () => {
  serve();
  const own = { direction: 'INBOUND', senderName: 'Frau Huber' };
  record({
    threads: {
      cas_1: [
        message('msg_1', { ...own, kind: 'DECISION', retrievedAt: '2026-11-21T08:30:00.000000Z' }),
        message('msg_2', own),
        ...['msg_3', 'msg_4', 'msg_5', 'msg_6'].map((id) => message(id)),
      ],
    },
  });
  renderApp('/eingang/aut_1/cas_1');
  await screen.findByRole('heading', { name: 'Betreff msg_6' });
  const card = (id: string) => document.getElementById(id)?.textContent ?? '';
  expect(screen.getAllByRole('button', { expanded: false }).length).toBeGreaterThan(0);
  expect(card('msg_1')).toContain('In das Fallpostfach der Person gelegt');
  expect(card('msg_1')).toMatch(/Abgerufen: .*21/);
  expect(card('msg_2')).toContain('Kein Abruf verzeichnet');
  expect(card('msg_3')).not.toContain('Fallpostfach der Person');
});
