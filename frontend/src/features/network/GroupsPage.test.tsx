import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { buyer, membership } from '../../../test/area.ts';
import { answersTo, group, serveGroup, whole } from '../../../test/network.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { operator } from '../../../test/tickets.ts';

function serveGroups(viewer: object, groups: { id: string }[]): void {
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('Groups', () => HttpResponse.json({ data: { groups: whole(groups) } })),
  );
}

const wohngeld = group('wohngeld', 'Wohngeld');
const joined = (of: ReturnType<typeof group>) => ({
  groupJoin: { __typename: 'GroupJoinPayload', group: { ...of, joined: true }, userErrors: [] },
});

test('F22 groups that one is in come first, with what is new there', async () => {
  const mine = group('zz', 'Zulassung', { joined: true, unread: 2 });
  serveGroups(buyer(membership('1', 'Stadt Bamberg')), [wohngeld, mine]);
  renderApp('/netzwerk');
  const headings = (await screen.findAllByRole('heading', { level: 2 })).map(({ textContent }) => textContent);
  expect(headings).toEqual(['Ihre Gruppen', 'Weitere Gruppen']);
  const own = within(screen.getByRole('region', { name: 'Ihre Gruppen' }));
  own.getByRole('link', { name: 'Zulassung' });
  own.getByText('2 neue Beiträge');
  expect(own.queryByRole('button')).toBeNull();
  const others = within(screen.getByRole('region', { name: 'Weitere Gruppen' }));
  others.getByText('Worum es bei Wohngeld geht.');
  others.getByRole('button', { name: 'Gruppe „Wohngeld“ beitreten' });
});

test('F22 a member of an organisation joins with the one account, as whose member they choose', async () => {
  // A clerk's organisation has no account in the market, and counts all the same.
  const viewer = buyer(membership('1', 'Stadt Bamberg'), membership('2', 'Markt Eggolsheim', ['CLERK']));
  serveGroup(viewer, { ...wohngeld, joined: true });
  serveGroups(viewer, [wohngeld]);
  const asked = answersTo('GroupJoin', () => joined(wohngeld));
  const { user, router } = renderApp('/netzwerk');
  await user.click(await screen.findByRole('button', { name: 'Gruppe „Wohngeld“ beitreten' }));
  const form = within(screen.getByRole('form', { name: '„Wohngeld“ beitreten' }));
  form.getByText(/sehen Ihren Namen und Ihre Organisation/);
  await user.click(form.getByRole('button', { name: 'Beitreten' }));
  expect((await form.findAllByText(/Bitte wählen Sie, für welche Organisation/)).length).toBeGreaterThan(0);
  expect(asked).toEqual([]);
  const choice = form.getByRole('combobox', { name: 'Beitreten als Mitglied von' });
  expect(within(choice).queryByRole('option', { name: 'Betrieb der Plattform' })).toBeNull();
  await user.selectOptions(choice, 'Markt Eggolsheim');
  await user.click(form.getByRole('button', { name: 'Beitreten' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/netzwerk/wohngeld'));
  expect(asked).toMatchObject([{ groupId: 'grp_wohngeld', organisationId: 'org_2' }]);
});

test('an operator joins as one, and needs no choice', async () => {
  serveGroup(operator, { ...wohngeld, joined: true });
  serveGroups(operator, [wohngeld]);
  const asked = answersTo('GroupJoin', () => joined(wohngeld));
  const { user, router } = renderApp('/netzwerk');
  await user.click(await screen.findByRole('button', { name: 'Gruppe „Wohngeld“ beitreten' }));
  await user.click(screen.getByRole('button', { name: 'Beitreten' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/netzwerk/wohngeld'));
  expect(asked).toMatchObject([{ groupId: 'grp_wohngeld', organisationId: null }]);
});

test('a citizen is told who the network is for, and no group is asked for', async () => {
  signIn();
  let asked = 0;
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('Groups', () => {
      asked++;
      return HttpResponse.json({ data: { groups: whole([]) } });
    }),
  );
  renderApp('/netzwerk');
  await screen.findByRole('heading', { level: 1, name: 'Das Netzwerk ist für Mitglieder von Organisationen' });
  expect(screen.getByRole('link', { name: 'Konto für eine Kommune beantragen' }).getAttribute('href')).toBe(
    '/markt/konto',
  );
  expect(asked).toBe(0);
});

test('where there is no group it is said what to do next', async () => {
  serveGroups(buyer(membership('1', 'Stadt Bamberg')), []);
  renderApp('/netzwerk');
  await screen.findByText('Noch keine Gruppe');
  const page = within(screen.getByRole('main'));
  expect(page.getByRole('link', { name: 'Zum Markt' }).getAttribute('href')).toBe('/markt');
});
