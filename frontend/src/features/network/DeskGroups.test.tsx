import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { buyer, membership } from '../../../test/area.ts';
import { offering } from '../../../test/market.ts';
import { answersTo, group, profile, whole } from '../../../test/network.ts';
import { renderApp, signIn } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { operator } from '../../../test/tickets.ts';

const texts = [
  { __typename: 'GroupText', locale: 'DE', name: 'Wohngeld', description: 'Worum es geht' },
  { __typename: 'GroupText', locale: 'EN', name: 'Housing benefit', description: 'What it is about' },
];
const wohngeld = group('wohngeld', 'Wohngeld', {
  texts,
  offerings: [offering('wohngeld', 'Wohngeld online')],
  moderators: [profile('1', 'Berta Beispiel')],
});
let viewer: object;

beforeEach(() => {
  signIn();
  viewer = operator;
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('Groups', () => HttpResponse.json({ data: { groups: whole([wohngeld]) } })),
    graphql.query('DeskGroup', () => HttpResponse.json({ data: { group: wohngeld } })),
    graphql.query('GroupOfferingsFound', () =>
      HttpResponse.json({ data: { offerings: whole([offering('gewerbe', 'Gewerbe')]) } }),
    ),
  );
});

const saved = (shown: object) => ({ groupSave: { __typename: 'GroupSavePayload', group: shown, userErrors: [] } });
const save = (code: string, message: string, field: string[] | null = null) => ({
  groupSave: {
    __typename: 'GroupSavePayload',
    group: null,
    userErrors: [{ __typename: 'UserError', code, field, message }],
  },
});

test('an operator makes a group in both languages with its offerings; what is refused stays as it was typed', async () => {
  const asked = answersTo('GroupSave', (_, call) =>
    call === 1 ? save('TAKEN', 'Diesen Kurznamen gibt es schon.', ['slug']) : saved(wohngeld),
  );
  const { user, router } = renderApp('/betrieb/gruppen');
  await user.click(await screen.findByRole('link', { name: 'Neue Gruppe' }));
  await user.type(await screen.findByRole('textbox', { name: 'Kurzname in der Adresse' }), 'Wohn Geld');
  await user.click(screen.getByRole('button', { name: 'Gruppe einrichten' }));
  expect((await screen.findAllByText(/Bitte 3 bis 60 Zeichen/)).length).toBeGreaterThan(0);
  expect(screen.getAllByText('Bitte füllen Sie dieses Feld aus.').length).toBeGreaterThanOrEqual(4);
  expect(asked).toEqual([]);
  const slug = screen.getByRole('textbox', { name: 'Kurzname in der Adresse' });
  await user.clear(slug);
  await user.type(slug, 'wohngeld');
  for (const [label, text] of [
    ['Name (Deutsch)', 'Wohngeld'],
    ['Beschreibung (Deutsch)', 'Worum es geht'],
    ['Name (Englisch)', 'Housing benefit'],
    ['Beschreibung (Englisch)', 'What it is about'],
  ] as const)
    await user.type(screen.getByRole('textbox', { name: label }), text);
  await user.type(screen.getByRole('combobox', { name: /^Online-Dienst hinzufügen/ }), 'Gew');
  await user.click(await screen.findByRole('option', { name: 'Gewerbe' }));
  await user.click(screen.getByRole('button', { name: 'Gruppe einrichten' }));
  await screen.findAllByText('Diesen Kurznamen gibt es schon.');
  expect(screen.getByRole('textbox', { name: 'Name (Englisch)' })).toHaveProperty('value', 'Housing benefit');
  screen.getByText('Gewerbe');
  await user.click(screen.getByRole('button', { name: 'Gruppe einrichten' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/betrieb/gruppen/wohngeld'));
  const sent = {
    slug: 'wohngeld',
    texts: texts.map(({ __typename: _, ...text }) => text),
    wholeMarket: false,
    archived: false,
    offeringIds: ['off_gewerbe'],
  };
  expect(asked).toMatchObject([sent, sent]);
  expect(asked[0]?.idempotencyKey).toBe(asked[1]?.idempotencyKey);
});

test('of a group that changed meanwhile nothing typed is lost, and saving once more overwrites knowingly', async () => {
  server.use(graphql.query('NewerGroup', () => HttpResponse.json({ data: { group: { ...wohngeld, version: 7 } } })));
  const asked = answersTo('GroupSave', (_, call) =>
    call === 1
      ? save('STALE', 'Die Gruppe hat sich geändert.', ['expectedVersion'])
      : saved({ ...wohngeld, version: 8 }),
  );
  const { user } = renderApp('/betrieb/gruppen/wohngeld');
  const name = await screen.findByRole('textbox', { name: 'Name (Deutsch)' });
  await user.type(name, ' Plus');
  await user.click(screen.getByRole('button', { name: 'Berta Beispiel herausnehmen' }));
  await user.click(screen.getByRole('checkbox', { name: 'Archiviert' }));
  await user.click(screen.getByRole('button', { name: 'Speichern' }));
  await screen.findByText('Die Gruppe hat sich geändert.');
  expect(name).toHaveProperty('value', 'Wohngeld Plus');
  await user.click(screen.getByRole('button', { name: 'Speichern' }));
  await waitFor(() => expect(asked.length).toBe(2));
  expect(asked).toMatchObject([
    { groupId: 'grp_wohngeld', expectedVersion: 3, archived: true, moderatorIds: [], offeringIds: ['off_wohngeld'] },
    { groupId: 'grp_wohngeld', expectedVersion: 7, archived: true, moderatorIds: [] },
  ]);
});

test('a member is named moderator', async () => {
  server.use(
    graphql.query('GroupMembersFound', () =>
      HttpResponse.json({ data: { group: { ...wohngeld, members: whole([profile('2', 'Otto Ortner')]) } } }),
    ),
  );
  const asked = answersTo('GroupSave', () => saved(wohngeld));
  const { user } = renderApp('/betrieb/gruppen/wohngeld');
  await user.type(await screen.findByRole('combobox', { name: /^Mitglied zur Moderation hinzufügen/ }), 'Otto');
  await user.click(await screen.findByRole('option', { name: /Otto Ortner/ }));
  await user.click(screen.getByRole('button', { name: 'Speichern' }));
  await waitFor(() => expect(asked).toMatchObject([{ moderatorIds: ['prf_1', 'prf_2'] }]));
});

test('each group of the list leads to its form and to the group', async () => {
  renderApp('/betrieb/gruppen');
  const page = within(await screen.findByRole('main'));
  expect((await page.findByRole('link', { name: 'Wohngeld' })).getAttribute('href')).toBe('/betrieb/gruppen/wohngeld');
  expect(page.getByRole('link', { name: 'Zur Gruppe „Wohngeld“' }).getAttribute('href')).toBe('/netzwerk/wohngeld');
});

test('who is no operator is told so', async () => {
  viewer = buyer(membership('1', 'Stadt Bamberg'));
  renderApp('/betrieb/gruppen/neu');
  await screen.findByText('Diese Seite ist für den Betrieb der Plattform.');
  expect(screen.queryByRole('form')).toBeNull();
});
