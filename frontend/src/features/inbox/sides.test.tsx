import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse, ws } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { connection, deadline, message } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const line = ws.link('*://*/graphql');
const authority = { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' };
const membership = {
  __typename: 'Membership',
  id: 'mem_1',
  roles: ['CLERK'],
  allAuthorities: true,
  organisation: { __typename: 'Organisation', id: 'org_1', name: 'Stadt Bamberg', authorities: [authority] },
  authorities: [],
};
const decision = {
  direction: 'INBOUND',
  kind: 'DECISION',
  fromAuthority: authority,
  fromAuthorityName: 'Stadt Bamberg',
  senderName: 'Petra Schütz',
};
const tell = new Map<string, (event: object) => void>();
const refuse = new Map<string, () => void>();
let memberships: object[] = [];
let ownerDeletedAt: string | null = null;

beforeEach(() => {
  tell.clear();
  refuse.clear();
  memberships = [membership];
  ownerDeletedAt = null;
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  const one = {
    __typename: 'AuthorityCase',
    id: 'cas_1',
    version: 1,
    reference: 'BY-AAA-BBB-CCC',
    title: 'Fall',
    person: { __typename: 'Person', id: 'prs_1', name: 'Agnes' },
    services: [],
    unreadCount: 0,
    waitingSince: null,
    state: 'IN_PROGRESS',
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
  };
  const none = { __typename: 'PageInfo', endCursor: null, hasNextPage: false };
  const cases = { __typename: 'AuthorityCaseConnection', edges: [], pageInfo: none, totalCount: 0 };
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: { ...someone, memberships } } })),
    graphql.query('ViewerRights', () => HttpResponse.json({ data: { viewer: { ...someone, memberships } } })),
    graphql.query('Inbox', () => HttpResponse.json({ data: { authorityCases: cases } })),
    graphql.query('CaseHead', () => HttpResponse.json({ data: { authorityCase: { ...one, ownerDeletedAt } } })),
    graphql.query('CaseThread', () =>
      HttpResponse.json({
        data: {
          authorityCase: {
            __typename: 'AuthorityCase',
            id: 'cas_1',
            messages: connection([message('msg_1', { ...decision, body: 'Der Text der Behörde' })]),
          },
        },
      }),
    ),
    graphql.query('CaseDrafts', () =>
      HttpResponse.json({
        data: { authorityCase: { __typename: 'AuthorityCase', id: 'cas_1', consents: [], drafts: [] } },
      }),
    ),
    graphql.query('MailboxCounters', () =>
      HttpResponse.json({ data: { viewer: { ...someone, unreadMessageCount: 7 }, caseMailbox: null } }),
    ),
    graphql.query('UnreadTotal', () => HttpResponse.json({ data: { viewer: { ...someone, unreadMessageCount: 7 } } })),
    line.addEventListener('connection', ({ client }) => {
      client.addEventListener('message', ({ data }) => {
        const frame = JSON.parse(String(data));
        if (frame.type === 'connection_init') client.send(JSON.stringify({ type: 'connection_ack' }));
        if (frame.type !== 'subscribe') return;
        const name = /subscription (\w+)/.exec(frame.payload.query)?.[1] ?? '';
        refuse.set(name, () => {
          const problem = { message: 'no such authority', extensions: { code: 'NOT_FOUND' } };
          client.send(JSON.stringify({ type: 'error', id: frame.id, payload: [problem] }));
        });
        tell.set(name, (payload) =>
          client.send(JSON.stringify({ type: 'next', id: frame.id, payload: { data: payload } })),
        );
      });
    }),
  );
  signIn();
});

function serveDeadlines(deadlines: object[]) {
  const authorityCase = {
    __typename: 'AuthorityCase',
    id: 'cas_1',
    version: 1,
    ownerDeletedAt: null,
    progress: null,
    deadlines,
  };
  server.use(graphql.query('CaseProgressOf', () => HttpResponse.json({ data: { authorityCase } })));
}

test("who is the clerk and the owner of a case keeps the authority's copy on screen when their own arrives", async () => {
  renderApp('/eingang/aut_1/cas_1');
  expect(await screen.findByText('Der Text der Behörde')).toBeTruthy();
  await waitFor(() => expect([...tell.keys()]).toContain('MailboxArrivals'));
  // A decision that the owner has not opened has no text on their side.
  const own = message('msg_1', { ...decision, body: null, unread: true });
  tell.get('MailboxArrivals')?.({
    messageReceived: {
      __typename: 'MessageReceived',
      cursor: 'c1',
      mailboxId: 'mbx_1',
      messageEdge: { __typename: 'MessageEdge', cursor: 'msg_1', node: own },
    },
  });
  expect(await screen.findByText(/^Neue Nachricht von Stadt Bamberg/)).toBeTruthy();
  await waitFor(() => expect(document.title).toContain('(7) '));
  expect(screen.getByText('Der Text der Behörde')).toBeTruthy();
});

test('who is removed while a case is open no longer sees it, without doing anything', async () => {
  const { router } = renderApp('/eingang/aut_1/cas_1');
  expect(await screen.findByText('Der Text der Behörde')).toBeTruthy();
  await waitFor(() => expect([...refuse.keys()]).toContain('CaseArrivals'));
  memberships = [];
  refuse.get('CaseArrivals')?.();
  expect(await screen.findByRole('heading', { level: 1, name: 'Sie arbeiten für keine Behörde' })).toBeTruthy();
  expect(router.state.location.pathname).toBe('/eingang');
  expect(screen.queryByText('Der Text der Behörde')).toBeNull();
});

test('state and deadlines that could not be loaded are not shown as none; asked for again, they are as the authority reads them', async () => {
  const { user } = renderApp('/eingang/aut_1/cas_1');
  expect(await screen.findByText('Stand und Fristen konnten nicht geladen werden.')).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'Fristen' })).toBeNull();
  serveDeadlines([deadline('ldt_1')]);
  await user.click(await screen.findByRole('button', { name: 'Noch einmal versuchen' }));
  const shown = await screen.findByRole('region', { name: 'Fristen' });
  expect(shown.textContent).toContain('Antwort der Person ist fällig');
  expect(shown.textContent).toContain('Bis zu diesem Tag soll die Person antworten.');
  expect(shown.textContent).toContain('Der Tag ist noch nicht ganz sicher.');
  expect(shown.textContent).not.toContain('Antworten Sie bis Montag.');
});

test('the period of another authority is not told to an Einheitlicher Ansprechpartner as its own', async () => {
  const other = { __typename: 'Authority', id: 'aut_2', name: 'Landratsamt Bayreuth' };
  const kind = 'DEEMED_APPROVAL';
  serveDeadlines([deadline('ldt_1', { kind }), deadline('ldt_2', { kind, authority: other })]);
  renderApp('/eingang/aut_1/cas_1');
  const list = within(await screen.findByRole('region', { name: 'Fristen' }));
  const [own, theirs] = list.getAllByRole('listitem').filter(({ className }) => className === 'deadline');
  expect(own?.textContent).toContain('Gilt als genehmigt, wenn Sie bis dahin nicht entscheiden');
  expect(own?.textContent).toContain('Ihr Amt soll vor diesem Tag entscheiden.');
  expect(own?.textContent).not.toContain('Stadt Bamberg');
  expect(theirs?.textContent).toContain('Gilt als genehmigt, wenn bis dahin nicht entschieden ist');
  expect(theirs?.textContent).toContain('Landratsamt Bayreuth');
  expect(theirs?.textContent).not.toContain('Ihr Amt');
});

test('a mailbox that its owner deleted is told in easy language, too', async () => {
  ownerDeletedAt = '2026-11-20T10:00:00.000000Z';
  renderApp('/eingang/aut_1/cas_1');
  expect(await screen.findByText('Das Fallpostfach der Person ist gelöscht')).toBeTruthy();
  expect(await screen.findByText('Sie können der Person hier nicht mehr antworten.')).toBeTruthy();
  expect(screen.getByText('Ihr Amt hat seine Kopie noch.')).toBeTruthy();
});

test('a clerk reads in easy language what a decision does and when it counts as known, about the person', async () => {
  const day = { ...deadline('x').day, date: '2027-03-04', easy: 'Ab Donnerstag gilt der Brief vom Amt.' };
  let announcement: object | null = day;
  server.use(
    graphql.query('DecisionOf', () =>
      HttpResponse.json({
        data: {
          node: {
            __typename: 'Message',
            id: 'msg_1',
            decisionEffect: 'ANNOUNCEMENT',
            provision: {
              __typename: 'Provision',
              providedAt: '2027-03-01T10:00:00.000000Z',
              noticeState: 'SENT',
              noticeSentAt: '2027-03-01T10:03:00.000000Z',
              noticeFailedAt: null,
            },
            announcement,
          },
        },
      }),
    ),
  );
  renderApp('/eingang/aut_1/cas_1');
  expect(await screen.findByText('Die Person hat Ja gesagt: Ihre Bescheide dürfen hierher kommen.')).toBeTruthy();
  expect(screen.getByText('Wir haben der Person eine E-Mail geschickt: Hier liegt etwas Neues.')).toBeTruthy();
  expect(screen.getByText('Ab dem 4. März 2027 gilt der Bescheid als bekannt.')).toBeTruthy();
  expect(screen.getByText('Der Tag ist noch nicht ganz sicher.')).toBeTruthy();
  expect(screen.queryByText('Ab Donnerstag gilt der Brief vom Amt.')).toBeNull();
  cleanup();
  announcement = null;
  renderApp('/eingang/aut_1/cas_1');
  expect(await screen.findByText('Wir wissen noch keinen Tag, ab dem der Bescheid als bekannt gilt.')).toBeTruthy();
  expect(screen.queryByText(/^Ab dem/)).toBeNull();
});
