import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { expect, test, vi } from 'vitest';
import { buyer, membership } from '../../../test/area.ts';
import { offering } from '../../../test/market.ts';
import { answersTo, group, groupFile, post, profile, serveGroup, whole } from '../../../test/network.ts';
import { connection } from '../../../test/postbox.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { operator } from '../../../test/tickets.ts';

const member = buyer(membership('1', 'Stadt Bamberg'));
const joined = (given: object = {}) =>
  group('wohngeld', 'Wohngeld', { joined: true, profile: profile('me', 'Ágnes Łukasiewicz'), ...given });
const refused = (code: string, message: string) => [{ __typename: 'UserError', code, field: null, message }];

test('who has not joined sees what a group is about and how to join, and nothing of what is written', async () => {
  serveGroup(member, group('wohngeld', 'Wohngeld', { offerings: [offering('wohngeld', 'Wohngeld online')] }), [
    post('1', 'Berta Beispiel', 'Geheim'),
  ]);
  renderApp('/netzwerk/wohngeld');
  await screen.findByRole('heading', { level: 1, name: 'Wohngeld' });
  screen.getByRole('link', { name: 'Wohngeld online' });
  screen.getByRole('button', { name: 'Gruppe „Wohngeld“ beitreten' });
  expect(screen.queryByText('Geheim')).toBeNull();
  expect(screen.queryByRole('navigation', { name: 'Bereiche der Gruppe' })).toBeNull();
});

test('F39 posts say who wrote them as whom; news of the platform leads to the offering, and opening the group is noted', async () => {
  serveGroup(member, joined({ unread: 2 }), [
    post('1', 'Schalter', '**Wohngeld online** ist bestellbar.', {
      official: true,
      author: null,
      authorOrganisationName: '',
      offering: offering('wohngeld', 'Wohngeld online'),
    }),
    post('2', 'Berta Beispiel', '<b>kein HTML</b>', { files: [groupFile('1', 'plan.pdf')] }),
    post('3', 'Karl Kess', '', { hidden: true }),
    post('4', '', '', { removed: true, author: null, authorOrganisationName: '' }),
  ]);
  const seen = answersTo('GroupSeen', () => ({
    groupSeen: { __typename: 'GroupSeenPayload', group: joined(), userErrors: [] },
  }));
  renderApp('/netzwerk/wohngeld');
  const [news, question, hidden, gone] = (await screen.findAllByRole('article')).map((one) => within(one));
  expect(news?.getByText('Wohngeld online', { selector: 'strong' })).toBeTruthy();
  news?.getByText('Betrieb');
  expect(news?.getByRole('link', { name: 'Wohngeld online' }).getAttribute('href')).toBe('/markt/leistung/wohngeld');
  question?.getByText('<b>kein HTML</b>');
  question?.getByText('Stadt Bamberg');
  question?.getByRole('button', { name: 'plan.pdf herunterladen' });
  hidden?.getByText('Dieser Beitrag wurde ausgeblendet.');
  gone?.getByRole('heading', { name: 'Ehemaliges Mitglied' });
  gone?.getByText('Dieser Beitrag wurde entfernt.');
  screen.getByText('2 neue Beiträge seit Ihrem letzten Besuch.');
  await waitFor(() => expect(seen).toEqual([{ groupId: 'grp_wohngeld' }]));
});

test('F38 a post that could not be sent stays with its file, also after a reload, and is sent under the same key', async () => {
  serveGroup(member, joined());
  const asked = answersTo('GroupPostSend', ({ body }, call) => ({
    groupPost: {
      __typename: 'GroupPostPayload',
      post: null,
      postEdge:
        call === 1 ? null : { __typename: 'GroupPostEdge', cursor: 'c', node: post('9', 'Ágnes', String(body)) },
      userErrors: call === 1 ? refused('TOO_MANY', 'Bitte später.') : [],
    },
  }));
  answersTo('GroupDocumentCreate', () => ({
    groupDocumentCreate: {
      __typename: 'GroupDocumentCreatePayload',
      document: { __typename: 'GroupDocument', id: 'gdo_1', uploadUrl: 'http://localhost/group-uploads/1' },
      userErrors: [],
    },
  }));
  server.use(
    http.put('*/group-uploads/1', () => HttpResponse.json({ id: 'gdo_1', state: 'READY' })),
    graphql.query('GroupDocumentState', () =>
      HttpResponse.json({ data: { node: { ...groupFile('1', 'frage.pdf'), uploadUrl: null } } }),
    ),
  );
  const app = renderApp('/netzwerk/wohngeld');
  const { user } = app;
  await user.click(await screen.findByRole('button', { name: 'Beitrag schreiben' }));
  await screen.findByText('Sie schreiben hier als Ágnes Łukasiewicz, Stadt Bamberg.');
  await user.click(screen.getByRole('button', { name: 'Veröffentlichen' }));
  await screen.findByText('Bitte schreiben Sie etwas.');
  expect(asked).toEqual([]);
  const box = screen.getByRole('textbox', { name: 'Ihr Beitrag' });
  await user.type(box, 'Wer hat **Erfahrung**?');
  const preview = screen.getByText('Vorschau').closest('details') as HTMLElement;
  expect(within(preview).getByText('Erfahrung').tagName).toBe('STRONG');
  const files = document.querySelector<HTMLInputElement>('#documents') as HTMLInputElement;
  await user.upload(files, new File(['%PDF'], 'frage.pdf', { type: 'application/pdf' }));
  await screen.findByText(/bereit|geprüft/i, { selector: '.file-facts *' });
  await user.click(screen.getByRole('button', { name: 'Veröffentlichen' }));
  await screen.findByText('Bitte später.');
  expect(box).toHaveProperty('value', 'Wer hat **Erfahrung**?');
  const kept = Object.values(sessionStorage).join();
  expect(kept).toContain('Wer hat **Erfahrung**?');
  expect(kept).toContain('gdo_1');
  await user.click(screen.getByRole('button', { name: 'Veröffentlichen' }));
  await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Ihr Beitrag' })).toBeNull());
  expect(asked).toMatchObject([{ documentIds: ['gdo_1'] }, { documentIds: ['gdo_1'] }]);
  expect(asked[0]?.idempotencyKey).toBe(asked[1]?.idempotencyKey);
  expect(Object.values(sessionStorage).join()).not.toContain('Erfahrung');
});

test('what was begun is there again when the page is opened anew', async () => {
  serveGroup(member, joined());
  const app = renderApp('/netzwerk/wohngeld');
  await app.user.click(await screen.findByRole('button', { name: 'Beitrag schreiben' }));
  await app.user.type(screen.getByRole('textbox', { name: 'Ihr Beitrag' }), 'Halb fertig');
  await app.router.navigate({ to: '/netzwerk/$slug', params: { slug: 'wohngeld' }, search: { bereich: 'mitglieder' } });
  await screen.findByText('Noch kein Mitglied');
  await app.router.navigate({ to: '/netzwerk/$slug', params: { slug: 'wohngeld' } });
  expect(await screen.findByRole('textbox', { name: 'Ihr Beitrag' })).toHaveProperty('value', 'Halb fertig');
});

test('F38 an answer opens the thread, and the answers are there', async () => {
  const question = post('1', 'Berta Beispiel', 'Wie geht das?', { replyCount: 1, lastReplyAt: '2026-11-21T08:00:00Z' });
  const replies = [post('2', 'Otto Ortner', 'So.', { official: true })];
  serveGroup(member, joined(), [question]);
  server.use(
    graphql.query('GroupReplies', () =>
      HttpResponse.json({ data: { node: { ...question, replies: connection(replies) } } }),
    ),
  );
  const asked = answersTo('GroupPostSend', () => {
    replies.push(post('3', 'Ágnes', 'Danke.'));
    return {
      groupPost: {
        __typename: 'GroupPostPayload',
        post: { ...question, replyCount: 2 },
        postEdge: { __typename: 'GroupPostEdge', cursor: 'c', node: replies[1] },
        userErrors: [],
      },
    };
  });
  const { user } = renderApp('/netzwerk/wohngeld');
  await user.click(await screen.findByRole('button', { name: '1 Antwort anzeigen' }));
  const list = () => within(screen.getByRole('list', { name: 'Antworten auf den Beitrag von Berta Beispiel' }));
  await waitFor(() => list().getByText('So.'));
  await user.click(screen.getByRole('button', { name: 'Auf den Beitrag von Berta Beispiel antworten' }));
  await user.type(screen.getByRole('textbox', { name: 'Ihre Antwort' }), 'Danke.');
  await user.click(screen.getByRole('button', { name: 'Antworten' }));
  await waitFor(() => list().getByText('Danke.'));
  expect(asked).toMatchObject([{ groupId: 'grp_wohngeld', replyTo: 'gpo_1', body: 'Danke.', documentIds: [] }]);
});

test('one’s own post is removed after a question; of another version the newest is shown', async () => {
  const own = post('1', 'Ágnes', 'Zu schnell geschrieben', { mine: true });
  serveGroup(member, joined(), [own]);
  server.use(graphql.query('NewerPost', () => HttpResponse.json({ data: { node: { ...own, version: 2 } } })));
  const asked = answersTo('GroupPostRemove', (_, call) => ({
    groupPostRemove: {
      __typename: 'GroupPostRemovePayload',
      post: call === 1 ? null : { ...own, version: 3, body: '', removed: true },
      userErrors: call === 1 ? refused('STALE', '…') : [],
    },
  }));
  const { user } = renderApp('/netzwerk/wohngeld');
  await user.click(await screen.findByRole('button', { name: 'Beitrag von Ágnes entfernen' }));
  await user.click(screen.getByRole('button', { name: 'Entfernen' }));
  await screen.findByText(/hat sich inzwischen geändert/);
  await user.click(screen.getByRole('button', { name: 'Entfernen' }));
  await screen.findByText('Dieser Beitrag wurde entfernt.');
  expect(asked).toEqual([
    { postId: 'gpo_1', expectedVersion: 1 },
    { postId: 'gpo_1', expectedVersion: 2 },
  ]);
});

test('a moderator hides a post with a reason, and shows it again; others find no such button', async () => {
  const rude = post('1', 'Karl Kess', 'Unfug');
  serveGroup(member, joined({ moderator: true }), [rude]);
  const asked = answersTo('GroupPostHide', ({ hidden, reason }, call) => ({
    groupPostHide: {
      __typename: 'GroupPostHidePayload',
      post: { ...rude, version: call + 1, hidden, hiddenReason: reason ?? null },
      userErrors: [],
    },
  }));
  const { user } = renderApp('/netzwerk/wohngeld');
  await user.click(await screen.findByRole('button', { name: 'Beitrag von Karl Kess ausblenden' }));
  await user.click(screen.getByRole('button', { name: 'Ausblenden' }));
  expect((await screen.findAllByText('Bitte nennen Sie den Grund.')).length).toBeGreaterThan(0);
  expect(asked).toEqual([]);
  await user.type(screen.getByRole('textbox', { name: 'Grund' }), 'Beleidigung');
  await user.click(screen.getByRole('button', { name: 'Ausblenden' }));
  await screen.findByText('Grund: Beleidigung');
  await user.click(screen.getByRole('button', { name: 'Beitrag von Karl Kess wieder zeigen' }));
  await screen.findByRole('button', { name: 'Beitrag von Karl Kess ausblenden' });
  expect(asked).toMatchObject([
    { postId: 'gpo_1', expectedVersion: 1, hidden: true, reason: 'Beleidigung' },
    { postId: 'gpo_1', expectedVersion: 2, hidden: false },
  ]);
});

test('who is no moderator can neither hide nor remove what others wrote', async () => {
  serveGroup(member, joined(), [post('1', 'Karl Kess', 'Unfug')]);
  renderApp('/netzwerk/wohngeld');
  const shown = within(await screen.findByRole('article'));
  expect(shown.getAllByRole('button').map((one) => one.getAttribute('aria-label'))).toEqual([
    'Auf den Beitrag von Karl Kess antworten',
  ]);
});

test('members are found by name, with the organisation that they joined for', async () => {
  serveGroup(member, joined());
  const asked: unknown[] = [];
  server.use(
    graphql.query('GroupMembers', ({ variables: { search } }) => {
      asked.push(search);
      const found = search
        ? []
        : [
            profile('1', 'Berta Beispiel', { moderator: true }),
            profile('2', 'Otto', { operator: true, organisationName: '' }),
          ];
      return HttpResponse.json({ data: { group: { ...joined(), members: whole(found) } } });
    }),
  );
  const { user, router } = renderApp('/netzwerk/wohngeld?bereich=mitglieder');
  const list = within(await screen.findByRole('list', { name: 'Mitglieder' }));
  expect(list.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Berta BeispielModerationStadt Bamberg',
    'OttoBetrieb der Plattform',
  ]);
  await user.type(screen.getByRole('searchbox', { name: 'Name oder Organisation' }), 'Niemand');
  await screen.findByText('Kein Mitglied passt dazu.');
  expect(asked).toContain('Niemand');
  expect(router.state.location.search).toEqual({ bereich: 'mitglieder' });
});

test('F38 documents hold the catalogue as it is today in the reader’s language, and what was attached', async () => {
  const file = (locale: string, filename: string) => ({
    __typename: 'CatalogueFile',
    filename,
    mediaType: 'x',
    locale,
    url: `https://anderswo.example/files/market/${filename}`,
  });
  serveGroup(member, joined({ catalogueFiles: [file('DE', 'catalogue.xlsx'), file('EN', 'catalogue-en.xlsx')] }));
  server.use(
    graphql.query('GroupDocuments', () =>
      HttpResponse.json({ data: { group: { ...joined(), documents: whole([groupFile('1', 'leitfaden.pdf')]) } } }),
    ),
    graphql.query('GroupFileLink', () =>
      HttpResponse.json({
        data: {
          node: {
            __typename: 'GroupDocument',
            id: 'gdo_1',
            download: { __typename: 'Download', url: '/group-files/1?ticket=t', filename: 'leitfaden.pdf' },
          },
        },
      }),
    ),
  );
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
  const { user } = renderApp('/netzwerk/wohngeld?bereich=unterlagen');
  const catalogue = within(await screen.findByRole('region', { name: 'Katalog, immer aktuell' }));
  expect(catalogue.getAllByRole('link').map((one) => one.getAttribute('href'))).toEqual([
    '/files/market/catalogue.xlsx',
  ]);
  await user.click(await screen.findByRole('button', { name: 'leitfaden.pdf herunterladen' }));
  await waitFor(() => expect(clicked).toHaveBeenCalledOnce());
  screen.getByText(/von Berta Beispiel, 20\. ?(Nov|11)\.? ?2026/);
  clicked.mockRestore();
});

test('one leaves a group after a question, and takes what one wrote along if one likes', async () => {
  serveGroup(member, joined());
  server.use(graphql.query('Groups', () => HttpResponse.json({ data: { groups: whole([]) } })));
  const asked = answersTo('GroupLeave', () => ({
    groupLeave: { __typename: 'GroupLeavePayload', group: group('wohngeld', 'Wohngeld'), userErrors: [] },
  }));
  const { user, router } = renderApp('/netzwerk/wohngeld');
  await user.click(await screen.findByRole('button', { name: 'Gruppe verlassen' }));
  const form = within(screen.getByRole('form', { name: 'Gruppe verlassen?' }));
  await user.click(form.getByRole('checkbox', { name: 'Meine Beiträge entfernen' }));
  await user.click(form.getByRole('button', { name: 'Gruppe verlassen' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/netzwerk'));
  expect(asked).toMatchObject([{ groupId: 'grp_wohngeld', removePosts: true }]);
});

test('an archived group is read and not written in', async () => {
  serveGroup(member, joined({ archived: true }), [post('1', 'Berta Beispiel', 'Von früher')]);
  renderApp('/netzwerk/wohngeld');
  await screen.findByText('Von früher');
  screen.getByText(/Diese Gruppe ist archiviert/);
  expect(screen.queryByRole('button', { name: 'Beitrag schreiben' })).toBeNull();
  expect(screen.queryByRole('button', { name: /antworten/ })).toBeNull();
});

test('an operator reads a group without joining, and finds the way to change it', async () => {
  serveGroup(operator, group('wohngeld', 'Wohngeld', { moderator: true }), [post('1', 'Berta Beispiel', 'Frage')]);
  renderApp('/netzwerk/wohngeld');
  await screen.findByText('Frage');
  expect(screen.getByRole('link', { name: 'Gruppe bearbeiten' }).getAttribute('href')).toBe(
    '/betrieb/gruppen/wohngeld',
  );
  screen.getByRole('button', { name: 'Gruppe „Wohngeld“ beitreten' });
  expect(screen.queryByRole('button', { name: 'Beitrag schreiben' })).toBeNull();
});
