import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { chain, contact, marketViewer, order, organisation, wholeList } from '../../../test/trade.ts';

type Sent = Record<string, unknown>;

function playing(orders: ReturnType<typeof order>[], { operator = false } = {}) {
  const all = new Map(orders.map((one) => [one.reference, one]));
  const asked: Sent[] = [];
  const sent: Sent[] = [];
  const change = (name: string, field: string, next: (input: Sent) => object) =>
    graphql.mutation(name, ({ variables: { input } }) => {
      sent.push(input);
      const before = [...all.values()].find(({ id }) => id === input.orderId) ?? order('x');
      const after = { ...before, version: before.version + 1, ...next(input) };
      all.set(after.reference, after);
      return HttpResponse.json({ data: { [field]: { __typename: 'Payload', order: after, userErrors: [] } } });
    });
  const viewer = { ...someone, platformRoles: operator ? ['OPERATOR'] : [] };
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('MarketViewer', () => HttpResponse.json({ data: { viewer: marketViewer() } })),
    graphql.query('OneOrder', ({ variables }) =>
      HttpResponse.json({ data: { order: all.get(variables.reference) ?? null } }),
    ),
    graphql.query('DeskOrder', ({ variables }) =>
      HttpResponse.json({ data: { order: all.get(variables.reference) ?? null } }),
    ),
    graphql.query('Orders', ({ variables }) => {
      asked.push(variables);
      const found = [...all.values()].filter(({ state }) => !variables.state || state === variables.state);
      return HttpResponse.json({ data: { orders: wholeList(found) } });
    }),
    graphql.query('DeskOrders', ({ variables }) => {
      const found = [...all.values()].filter(({ state }) => state === variables.state);
      return HttpResponse.json({ data: { desk: { __typename: 'Desk', orders: wholeList(found) } } });
    }),
    change('OrderContactsUpdate', 'orderContactsUpdate', ({ subjectContact }) => ({
      subjectContact: { ...contact('x'), ...(subjectContact as object) },
    })),
    change('OrderCancel', 'orderCancel', () => ({ state: 'CANCELLED', editable: false })),
    change('OrderDecide', 'orderDecide', ({ release, note }) => ({
      state: release ? 'RELEASED' : 'RETURNED',
      decisionNote: note,
    })),
  );
  signIn();
  return { asked, sent };
}

const contacts = { subjectContact: contact('Anna Fach'), technicalContact: contact('Theo Technik') };
const placed = {
  state: 'SUBMITTED',
  editable: false,
  placedAt: '2026-11-22T09:00:00.000000Z',
  submittedBy: 'Claudia Reinhardt',
  interfaceCostsAcknowledgedAt: '2026-11-22T09:00:00.000000Z',
  ticket: { __typename: 'Ticket', id: 'tkt_1', reference: 'T-1' },
  ...contacts,
};

const offered = {
  __typename: 'Contract',
  id: 'ctr_1',
  state: 'OFFERED',
  effectiveFrom: null,
  signableAs: 'GRANTEE',
  refusal: null,
};

test('F7 an order says in words how far it is, what comes next, and leads to its ticket', async () => {
  playing([order('a', placed)]);
  renderApp('/bestellungen/B-A');
  await screen.findByRole('heading', { level: 1, name: 'Gewerbe anmelden' });
  expect(screen.getByText('Wir prüfen sie. Wer sie aufgegeben hat, bekommt Bescheid.')).toBeTruthy();
  const ticket = screen.getByRole('link', { name: /^Ticket T-1/ });
  expect(ticket.getAttribute('href')).toBe('/tickets/T-1');
  const steps = within(screen.getByRole('list', { name: 'Verlauf' })).getAllByRole('listitem');
  expect(steps.map((one) => one.getAttribute('aria-current'))).toEqual([null, null, 'step', null, null]);
  expect(screen.getByText(/wurde am 22.11.2026 bestätigt/)).toBeTruthy();
});

test('a returned order shows why, and can be changed and sent again', async () => {
  playing([order('a', { ...placed, state: 'RETURNED', editable: true, decisionNote: 'Bitte das Amt nennen.' })]);
  renderApp('/bestellungen/B-A');
  expect(await screen.findByText('Bitte das Amt nennen.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Prüfen und abschicken' }).getAttribute('href')).toBe(
    '/bestellen/gewerbe?entwurf=ord_a',
  );
});

test('an order whose contract was declined says why, and can be changed and sent again', async () => {
  const refusal = { __typename: 'ContractNotice', reason: 'Die Anschrift ist alt.' };
  const contract = { ...offered, state: 'DECLINED', signableAs: null, refusal };
  playing([order('a', { ...placed, state: 'RETURNED', editable: true, contract })]);
  renderApp('/bestellungen/B-A');
  expect(await screen.findByText('Die Anschrift ist alt.')).toBeTruthy();
  expect(screen.getByText(/^Der Vertrag ist abgelehnt\. Ändern Sie die Bestellung/)).toBeTruthy();
  const steps = within(screen.getByRole('list', { name: 'Verlauf' })).getAllByRole('listitem');
  expect(steps.map((one) => one.querySelector('.timeline-title')?.textContent)).toEqual([
    'Angelegt – Erledigt',
    'Abgeschickt – Erledigt',
    'Freigegeben – Erledigt',
    'Vertrag – wartet auf Änderung',
    'Einrichtung – Steht noch aus',
  ]);
  expect(screen.getByRole('link', { name: 'Prüfen und abschicken' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Bestellung stornieren' })).toBeTruthy();
});

test('a released order leads to the contract that waits for a signature, and says how it ends', async () => {
  const rollout = { __typename: 'Rollout', id: 'rol_1', state: 'ORDERED', liveSince: null };
  playing([order('a', { ...placed, state: 'RELEASED', contract: offered, rollout })]);
  renderApp('/bestellungen/B-A');
  const link = await screen.findByRole('link', { name: 'Vertrag lesen und unterschreiben' });
  expect(link.getAttribute('href')).toBe('/vertraege/ctr_1');
  expect(screen.getByRole('link', { name: 'Zur Einrichtung' }).getAttribute('href')).toBe('/einrichtungen/rol_1');
  expect(screen.queryByRole('button', { name: 'Bestellung stornieren' })).toBeNull();
  // Nothing was agreed yet that could be terminated.
  expect(screen.getByText(/Ein angebotener Vertrag kann abgelehnt werden/)).toBeTruthy();
  expect(screen.queryByText(/endet durch die Kündigung des Vertrags/)).toBeNull();
});

test('what is in effect ends by terminating its contract, and only who may sign is asked for a signature', async () => {
  playing([
    order('a', { ...placed, state: 'RELEASED', contract: { ...offered, state: 'EFFECTIVE', signableAs: null } }),
    order('b', { ...placed, state: 'RELEASED', contract: { ...offered, signableAs: null } }),
  ]);
  renderApp('/bestellungen/B-A');
  expect(await screen.findByText(/endet durch die Kündigung des Vertrags/)).toBeTruthy();
  document.body.replaceChildren();
  renderApp('/bestellungen/B-B');
  expect(await screen.findByText(/^Der Vertrag ist angeboten\. Unterschreiben kann ihn, wer/)).toBeTruthy();
  expect(screen.queryByText('Der Vertrag wartet auf Ihre Unterschrift.')).toBeNull();
});

test('F18 contacts are changed at any time, without a ticket', async () => {
  const { sent } = playing([order('a', placed)]);
  const { user } = renderApp('/bestellungen/B-A');
  await user.click(await screen.findByRole('button', { name: 'Kontakte ändern' }));
  const dialog = within(await screen.findByRole('dialog'));
  const subject = within(dialog.getByRole('group', { name: 'Fachlicher Kontakt' }));
  await user.clear(subject.getByLabelText('Name'));
  await user.click(dialog.getByRole('button', { name: 'Kontakte speichern' }));
  expect(await dialog.findAllByText('Geben Sie einen Namen an.')).toHaveLength(2);
  await user.type(subject.getByLabelText('Name'), 'Berta Neu');
  await user.click(dialog.getByRole('button', { name: 'Kontakte speichern' }));
  await screen.findByText('Berta Neu');
  expect(sent).toEqual([
    expect.objectContaining({ orderId: 'ord_a', subjectContact: expect.objectContaining({ name: 'Berta Neu' }) }),
  ]);
});

test('contacts that somebody else changed meanwhile are not overwritten unseen', async () => {
  const { sent } = playing([order('a', placed)]);
  const { user } = renderApp('/bestellungen/B-A');
  await user.click(await screen.findByRole('button', { name: 'Kontakte ändern' }));
  const dialog = within(await screen.findByRole('dialog'));
  const subject = within(dialog.getByRole('group', { name: 'Fachlicher Kontakt' }));
  await user.type(subject.getByLabelText('Name'), ' Neu');
  // The answer to another act brings what somebody else saved.
  const after = order('a', { ...placed, version: 4, technicalContact: contact('Carla Kollegin') });
  server.use(
    graphql.mutation('OrderCancel', () =>
      HttpResponse.json({ data: { orderCancel: { __typename: 'Payload', order: after, userErrors: [] } } }),
    ),
  );
  await user.click(screen.getByRole('button', { name: 'Bestellung stornieren' }));
  await user.click(await screen.findByRole('button', { name: 'Ja, stornieren' }));
  await screen.findByText('Carla Kollegin');
  expect((subject.getByLabelText('Name') as HTMLInputElement).value).toBe('Anna Fach Neu');
  await user.click(dialog.getByRole('button', { name: 'Kontakte speichern' }));
  await waitFor(() => expect(sent).toEqual([expect.objectContaining({ expectedVersion: 1 })]));
});

test.each([
  ['a returned order', { ...placed, state: 'RETURNED' }, 'Zurückgegeben – wartet auf Änderung'],
  ['a cancelled order', { ...placed, state: 'CANCELLED' }, 'Storniert – beendet'],
  ['a draft that was cancelled', { state: 'CANCELLED' }, 'Storniert – beendet'],
  [
    'a contract on hold',
    { ...placed, state: 'RELEASED', contract: { ...offered, state: 'ON_HOLD' } },
    'Vertrag – ruht',
  ],
  ['an ended one', { ...placed, state: 'RELEASED', contract: { ...offered, state: 'EXPIRED' } }, 'Vertrag – beendet'],
])('nothing failed with %s, and nobody is told so', async (_, given, words) => {
  playing([order('a', given)]);
  renderApp('/bestellungen/B-A');
  const list = await screen.findByRole('list', { name: 'Verlauf' });
  const steps = within(list)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent ?? '');
  expect(steps.some((step) => step.startsWith(words))).toBe(true);
  expect(list.textContent).not.toContain('Fehlgeschlagen');
  if (given.state === 'CANCELLED') expect(list.textContent?.includes('Abgeschickt')).toBe('placedAt' in given);
});

test('an order is cancelled only after a question', async () => {
  const { sent } = playing([order('a', placed)]);
  const { user } = renderApp('/bestellungen/B-A');
  await user.click(await screen.findByRole('button', { name: 'Bestellung stornieren' }));
  await user.click(await screen.findByRole('button', { name: 'Nicht stornieren' }));
  expect(sent).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Bestellung stornieren' }));
  await user.type(await screen.findByLabelText(/^Grund/), 'Doppelt');
  await user.click(screen.getByRole('button', { name: 'Ja, stornieren' }));
  await screen.findByText('Storniert. Sie können jederzeit neu bestellen.');
  expect(sent).toEqual([{ orderId: 'ord_a', expectedVersion: 1, reason: 'Doppelt' }]);
  expect(screen.queryByRole('button', { name: 'Kontakte ändern' })).toBeNull();
});

test('an order that is not there, or not for who asks, leads back to the list', async () => {
  playing([]);
  renderApp('/bestellungen/B-X');
  await screen.findByRole('heading', { level: 1, name: 'Diese Bestellung gibt es nicht' });
  expect(screen.getByRole('link', { name: 'Zu den Bestellungen' })).toBeTruthy();
});

test('the list says of each order what comes next, and can be narrowed by state', async () => {
  const member = { onBehalfOf: organisation('m', 'Markt Heiligenstadt'), organisation: organisation('vg', 'VG Ost') };
  const { asked } = playing([order('a', placed), order('b', member), order('c', { submittable: false })]);
  const { user, router } = renderApp('/bestellungen');
  await screen.findByRole('heading', { level: 1, name: 'Bestellungen' });
  await waitFor(() => expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(3));
  for (const words of [
    'Wir prüfen sie. Wer sie aufgegeben hat, bekommt Bescheid.',
    'Wartet auf Unterschrift: Sie können sie abschicken.',
    'Wartet auf Unterschrift: Jemand mit Zeichnungsbefugnis muss sie abschicken.',
    'Markt Heiligenstadt (bestellt von VG Ost)',
  ])
    expect(screen.getByText(words)).toBeTruthy();
  await user.selectOptions(screen.getByLabelText('Stand'), 'Wird geprüft');
  await waitFor(() => expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(1));
  expect(asked.at(-1)).toMatchObject({ state: 'SUBMITTED' });
  expect(router.state.location.search).toEqual({ stand: 'eingereicht' });
});

test('without an order the list says how one is made', async () => {
  playing([]);
  renderApp('/bestellungen');
  await screen.findByText('Hier steht noch keine Bestellung');
  expect(screen.getByRole('link', { name: 'Zum Markt' })).toBeTruthy();
});

test('operators see what waits, what to look at, and return an order only with a reason', async () => {
  const { sent } = playing([order('a', placed)], { operator: true });
  const { user } = renderApp('/betrieb/bestellungen');
  await user.click(await screen.findByRole('link', { name: 'Bestellung B-A prüfen' }));
  await screen.findByRole('heading', { level: 1, name: 'Gewerbe anmelden' });
  const checks = within(screen.getByRole('region', { name: 'Was zu prüfen ist' }));
  expect(checks.getAllByText('in Ordnung')).toHaveLength(5);
  expect(checks.getByText('Alle Verträge darüber sind wirksam.')).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: 'Zurückgeben' }));
  await user.click(screen.getByRole('button', { name: 'Entscheidung festhalten' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Schreiben Sie, was zu ändern ist.');
  await user.type(screen.getByLabelText('Hinweis an die Kommune'), 'Bitte das Amt nennen.');
  await user.click(screen.getByRole('button', { name: 'Entscheidung festhalten' }));
  await screen.findByText('Die Bestellung ist zurückgegeben.');
  expect(sent).toEqual([{ orderId: 'ord_a', expectedVersion: 1, release: false, note: 'Bitte das Amt nennen.' }]);
});

test('operators are told when the chain above does not hold, and release all the same when they want to', async () => {
  const offering = {
    __typename: 'Offering',
    id: 'off_gewerbe',
    slug: 'gewerbe',
    chain: chain({ state: 'ON_HOLD' }),
  };
  const { sent } = playing([order('a', { ...placed, offering })], { operator: true });
  const { user } = renderApp('/betrieb/bestellungen/B-A');
  expect(await screen.findByText(/Nicht alle Verträge darüber sind wirksam/)).toBeTruthy();
  expect(screen.getByText('bitte ansehen')).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: 'Freigeben' }));
  await user.click(screen.getByRole('button', { name: 'Entscheidung festhalten' }));
  await screen.findByText('Die Bestellung ist freigegeben.');
  expect(sent[0]).toMatchObject({ release: true, note: null });
});

test('the operators’ pages are for operators', async () => {
  playing([order('a', placed)]);
  renderApp('/betrieb/bestellungen/B-A');
  await screen.findByText('Diese Seite ist für den Betrieb.');
  expect(screen.queryByRole('button', { name: 'Entscheidung festhalten' })).toBeNull();
});
