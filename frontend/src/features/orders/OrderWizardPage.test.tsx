import { act, screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import {
  contact,
  marketViewer,
  order,
  orderPlace,
  organisation,
  parameter,
  specialist,
  wholeList,
} from '../../../test/trade.ts';

type Drafts = ReturnType<typeof order>[];
type Sent = Record<string, unknown>;

/** Plays the server's part of orders: drafts that are saved as they are sent. */
function playing(begun: Drafts, { places = [orderPlace()], viewer = marketViewer(), state = 'ORDERABLE' } = {}) {
  const drafts = new Map(begun.map((one) => [one.id, one]));
  const sent: Sent[] = [];
  const submitted: Sent[] = [];
  let refuse: object[] = [];
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: { ...someone, ...viewer } } })),
    graphql.query('MarketViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('OrderOffering', () =>
      HttpResponse.json({
        data: {
          offering: {
            __typename: 'Offering',
            id: 'off_gewerbe',
            slug: 'gewerbe',
            state,
            current: { __typename: 'OfferingVersion', id: 'ofv_gewerbe', name: 'Gewerbe anmelden', kind: 'EFA' },
            orderableFor: places,
          },
        },
      }),
    ),
    graphql.query('OrderDrafts', ({ variables }) =>
      HttpResponse.json({ data: { nodes: variables.ids.map((id: string) => drafts.get(id) ?? null) } }),
    ),
    graphql.query('OrderProcedure', () => HttpResponse.json({ data: { node: specialist() } })),
    graphql.query('OrderParties', () =>
      HttpResponse.json({
        data: {
          organisation: {
            ...organisation('bamberg', 'Stadt Bamberg'),
            internal: {
              __typename: 'OrganisationInternal',
              setUpBy: [organisation('verbund', 'IT-Verbund Franken', 'IT_ASSOCIATION')],
            },
          },
        },
      }),
    ),
    graphql.query('OrderContactDefaults', () =>
      HttpResponse.json({
        data: {
          organisation: {
            ...organisation('bamberg', 'Stadt Bamberg'),
            internal: {
              __typename: 'OrganisationInternal',
              subjectContact: contact('Fachliche Person'),
              technicalContact: contact('Technische Person'),
              digitalOfficer: contact('Digitale Beauftragte'),
            },
          },
        },
      }),
    ),
    graphql.mutation('OrderSave', ({ variables: { input } }) => {
      sent.push(input);
      if (refuse.length > 0)
        return HttpResponse.json({
          data: { orderSave: { __typename: 'OrderSavePayload', order: null, userErrors: refuse } },
        });
      const before = drafts.get(input.orderId) ?? order('new', { onBehalfOf: null });
      const saved = {
        ...before,
        version: before.version + 1,
        alreadyInUse: input.alreadyInUse,
        portalUrl: input.portalUrl ?? null,
        wishedOn: input.wishedOn ?? null,
        note: input.note ?? null,
      };
      drafts.set(saved.id, saved);
      return HttpResponse.json({
        data: { orderSave: { __typename: 'OrderSavePayload', order: saved, userErrors: [] } },
      });
    }),
    graphql.mutation('OrderSaveForMembers', ({ variables: { input } }) => {
      sent.push(input);
      const made = (input.onBehalfOfIds as string[]).map((id) =>
        order(id, { onBehalfOf: { ...organisation(id, `Markt ${id}`), id } }),
      );
      for (const one of made) drafts.set(one.id, one);
      return HttpResponse.json({
        data: {
          orderSaveForMembers: { __typename: 'OrderSaveForMembersPayload', orders: made, userErrors: [] },
        },
      });
    }),
    graphql.mutation('OrderSubmit', ({ variables: { input } }) => {
      submitted.push(input);
      const saved = { ...(drafts.get(input.orderId) ?? order('x')), state: 'SUBMITTED', editable: false };
      drafts.set(saved.id, saved);
      return HttpResponse.json({
        data: { orderSubmit: { __typename: 'OrderSubmitPayload', order: saved, userErrors: [] } },
      });
    }),
    graphql.query('OneOrder', ({ variables }) =>
      HttpResponse.json({
        data: { order: [...drafts.values()].find(({ reference }) => reference === variables.reference) },
      }),
    ),
    graphql.query('Orders', () => HttpResponse.json({ data: { orders: wholeList([...drafts.values()]) } })),
  );
  signIn();
  return { drafts, sent, submitted, refuseWith: (errors: object[]) => (refuse = errors) };
}

const check = { entwurf: ['ord_a'], schritt: 'pruefen' };
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

test('an order begins with for whom it is, and the draft is on the server before the next question', async () => {
  const { sent } = playing([order('new')]);
  const { user, router } = renderApp('/bestellen/gewerbe');
  await heading('Für wen bestellen Sie?');
  expect(screen.getByText(/Schritt 1 von 8/)).toBeTruthy();
  expect(screen.getByText('Sie bestellen für Stadt Bamberg.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Bestellung beginnen' }));
  await heading('Ist die Leistung schon im Einsatz?');
  expect(sent).toEqual([
    {
      offeringId: 'off_gewerbe',
      organisationId: 'org_bamberg',
      onBehalfOfId: null,
      unitId: null,
      alreadyInUse: false,
      idempotencyKey: expect.any(String),
    },
  ]);
  expect(router.history.location.href).toBe('/bestellen/gewerbe?entwurf=ord_new&schritt=nutzung');
});

test('F8 a union orders for several members at once: one order each, begun together', async () => {
  const union = organisation('vg', 'VG Am Berg', 'VERWALTUNGSGEMEINSCHAFT');
  const place = (id: string, given: object = {}) =>
    orderPlace({ organisation: union, onBehalfOf: organisation(id, `Markt ${id}`), ...given });
  const there = { __typename: 'Order', id: 'ord_d', reference: 'B-D', state: 'SUBMITTED' };
  const { sent } = playing([], { places: [place('a'), place('b'), place('c'), place('d', { order: there })] });
  const { user, router } = renderApp('/bestellen/gewerbe');
  await heading('Für wen bestellen Sie?');
  expect(screen.getByRole('link', { name: 'Bestellung B-D ansehen' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Bestellung beginnen' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Wählen Sie aus, für wen Sie bestellen.');
  await user.click(screen.getByRole('button', { name: 'Alle auswählen' }));
  await user.click(screen.getByRole('checkbox', { name: /Markt b/ }));
  await user.click(screen.getByRole('button', { name: 'Bestellung beginnen' }));
  await heading('Ist die Leistung schon im Einsatz?');
  expect(sent[0]).toMatchObject({ organisationId: 'org_vg', onBehalfOfIds: ['org_a', 'org_c'] });
  expect(screen.getByText('Was Sie angeben, gilt für alle 2 Bestellungen gemeinsam.')).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: /Nein/ }));
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  await heading('Mit welchem Fachverfahren arbeiten Sie?');
  expect(sent.slice(1).map(({ orderId }) => orderId)).toEqual(['ord_org_a', 'ord_org_c']);
  expect(router.state.location.search).toMatchObject({ entwurf: ['ord_org_a', 'ord_org_c'] });
});

test('F40 what is in use already is asked for its link at once, and set-up is left out', async () => {
  const { sent } = playing([order('a')]);
  const { user } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=nutzung');
  await heading('Ist die Leistung schon im Einsatz?');
  await user.click(screen.getByRole('radio', { name: /Ja, sie ist schon im Einsatz/ }));
  const field = screen.getByLabelText(/^Link, unter dem/);
  await user.type(field, 'bamberg.example');
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  expect(await screen.findAllByText('Geben Sie den Link vollständig an, beginnend mit https://')).toHaveLength(2);
  await user.clear(field);
  await user.type(field, 'https://bamberg.example/gewerbe');
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  await heading('Mit welchem Fachverfahren arbeiten Sie?');
  expect(sent[0]).toMatchObject({ alreadyInUse: true, portalUrl: 'https://bamberg.example/gewerbe' });
  expect(screen.getByText(/Schritt 3 von 7/)).toBeTruthy();
});

test('F30 the specialist procedure shows what connecting it costs, and who bears that', async () => {
  const { sent } = playing([order('a')]);
  const { user } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=verfahren');
  await heading('Mit welchem Fachverfahren arbeiten Sie?');
  await user.click(screen.getByRole('radio', { name: /Gewerbekontor/ }));
  expect(await screen.findByText(/kostenpflichtig. Einmalig 1.200 Euro/)).toBeTruthy();
  expect(screen.getByText(/beauftragen Sie selbst bei Kontor GmbH.*trägt Ihre Kommune/)).toBeTruthy();
  await user.selectOptions(await screen.findByLabelText(/^Version/), '3.4');
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  await heading('Wer richtet die Leistung ein?');
  expect(sent[0]).toMatchObject({ procedureId: 'prc_kontor', procedureVersion: '3.4' });
});

test('the vendor of the procedure and the IT association of the organisation are there to choose', async () => {
  const { sent } = playing([order('a', { procedure: specialist() })]);
  const { user } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=beteiligte');
  await heading('Wer richtet die Leistung ein?');
  expect((screen.getByRole('radio', { name: 'Kontor GmbH' }) as HTMLInputElement).checked).toBe(true);
  await user.click(await screen.findByRole('radio', { name: 'IT-Verbund Franken' }));
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  await heading('Wer ist bei Ihnen ansprechbar?');
  expect(sent[0]).toMatchObject({ vendorId: 'org_kontor', itProviderId: 'org_verbund' });
});

test('F18 contacts begin with those of the organisation; the digital officer may coordinate', async () => {
  const { sent } = playing([order('a')]);
  const { user } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=kontakte');
  await heading('Wer ist bei Ihnen ansprechbar?');
  const subject = within(await screen.findByRole('group', { name: 'Fachlicher Kontakt' }));
  const name = subject.getByLabelText('Name') as HTMLInputElement;
  expect(name.value).toBe('Fachliche Person');
  await user.click(screen.getByRole('checkbox', { name: 'Die oder der Digitalisierungsbeauftragte koordiniert' }));
  expect(name.value).toBe('Digitale Beauftragte');
  const technical = within(screen.getByRole('group', { name: 'Technischer Kontakt' }));
  await user.clear(technical.getByLabelText('E-Mail-Adresse'));
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  expect(await screen.findAllByText(/Geben Sie eine E-Mail-Adresse an/)).toHaveLength(2);
  await user.click(screen.getByRole('checkbox', { name: /Derselbe Kontakt/ }));
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  await heading('Was braucht die Einrichtung?');
  expect(sent[0]).toMatchObject({
    subjectContact: { name: 'Digitale Beauftragte' },
    technicalContact: { name: 'Digitale Beauftragte' },
  });
});

test('set-up parameters may stay empty, and what was typed survives a refused save', async () => {
  const drafts = [
    order('a', { parameters: [parameter('creditor', 'Gläubiger-ID'), parameter('cash', 'Kassenzeichen')] }),
  ];
  const { sent, refuseWith } = playing(drafts);
  const { user } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=angaben');
  await heading('Was braucht die Einrichtung?');
  refuseWith([{ __typename: 'UserError', code: 'STALE', field: null, message: 'Jemand hat sie geändert.' }]);
  await user.type(screen.getByLabelText(/^Gläubiger-ID/), 'DE98');
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Jemand hat sie geändert.');
  refuseWith([]);
  expect((screen.getByLabelText(/^Gläubiger-ID/) as HTMLInputElement).value).toBe('DE98');
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  await heading('Wann möchten Sie beginnen?');
  expect(sent.at(-1)).toMatchObject({
    parameters: [
      { key: 'creditor', value: 'DE98' },
      { key: 'cash', value: null },
    ],
  });
});

test('what was typed in a step is there again when the page is loaded anew', async () => {
  playing([order('a')]);
  const { user } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=wunsch');
  await user.type(await screen.findByLabelText(/^Anmerkung/), 'Bitte nach Ostern');
  document.body.replaceChildren();
  renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=wunsch');
  expect(((await screen.findByLabelText(/^Anmerkung/)) as HTMLTextAreaElement).value).toBe('Bitte nach Ostern');
});

test('F45 the check page shows all answers, what it costs and what the law says, and leads back to each answer', async () => {
  const { sent } = playing([order('a', { procedure: specialist(), procedureVersion: '3.4' })]);
  const { user, router } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=pruefen');
  await heading('Bestellung prüfen');
  const costs = within(screen.getByRole('region', { name: 'Was das kostet' }));
  for (const words of [
    'Mit dem Vertrag entstehen Ihnen keine Kosten: Bestellung und Vertrag sind kostenfrei.',
    'Schnittstelle zu Gewerbekontor: kostenpflichtig. Einmalig 1.200 Euro',
    'Was die Anbindung Ihres Fachverfahrens kostet, trägt Ihre Kommune.',
  ])
    expect(costs.getByText(words)).toBeTruthy();
  expect(screen.getByText(/Ein Vertrag zur Auftragsverarbeitung ist nicht nötig. \(§ 8a Abs. 4 OZG\)/)).toBeTruthy();
  await user.click(screen.getByRole('link', { name: 'Anmerkung ändern' }));
  await heading('Wann möchten Sie beginnen?');
  await user.type(screen.getByLabelText(/^Anmerkung/), 'eilt');
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  await heading('Bestellung prüfen');
  expect(sent[0]).toMatchObject({ note: 'eilt', procedureId: 'prc_kontor' });
  expect(router.history.location.href).toBe('/bestellen/gewerbe?entwurf=ord_a&schritt=pruefen');
});

test('F30 an order is sent only after the costs of interfaces were acknowledged', async () => {
  const { submitted } = playing([order('a')]);
  const { user, router } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=pruefen');
  await user.click(await screen.findByRole('button', { name: 'Bestellung abschicken' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Kosten der Schnittstellen');
  expect(submitted).toEqual([]);
  await user.click(screen.getByRole('checkbox', { name: /Kosten der Schnittstellen selbst trägt/ }));
  await user.click(screen.getByRole('button', { name: 'Bestellung abschicken' }));
  await heading('Gewerbe anmelden');
  expect(submitted).toEqual([
    { orderId: 'ord_a', expectedVersion: 1, acknowledgeInterfaceCosts: true, actingPerson: null },
  ]);
  expect(screen.getByText('Ihre Bestellung ist abgeschickt')).toBeTruthy();
  expect(router.state.location.pathname).toBe('/bestellungen/B-A');
});

test('what somebody else changed meanwhile is shown before it is sent', async () => {
  const { drafts, submitted } = playing([order('a')]);
  const { user, router } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=wunsch');
  await heading('Wann möchten Sie beginnen?');
  drafts.set('ord_a', order('a', { version: 7, note: 'Bitte erst im Mai' }));
  await act(() => router.navigate({ to: '/bestellen/$slug', params: { slug: 'gewerbe' }, search: check } as never));
  await heading('Bestellung prüfen');
  await screen.findByText('Bitte erst im Mai');
  await user.click(screen.getByRole('checkbox', { name: /Kosten der Schnittstellen selbst trägt/ }));
  await user.click(screen.getByRole('button', { name: 'Bestellung abschicken' }));
  await waitFor(() => expect(submitted).toEqual([expect.objectContaining({ expectedVersion: 7 })]));
});

test('a server that is away closes no draft: what is shown stays, and without anything the problem is said', async () => {
  playing([order('a')]);
  const { user } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=wunsch');
  await heading('Wann möchten Sie beginnen?');
  server.use(
    graphql.query('OrderDrafts', () => HttpResponse.error()),
    graphql.mutation('OrderSave', () => HttpResponse.error()),
  );
  await user.type(screen.getByLabelText(/^Anmerkung/), 'eilt');
  await user.click(screen.getByRole('button', { name: 'Speichern und weiter' }));
  await screen.findByRole('alert');
  expect((screen.getByLabelText(/^Anmerkung/) as HTMLTextAreaElement).value).toBe('eilt');
  document.body.replaceChildren();
  renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=wunsch');
  await screen.findByRole('alert');
  expect(screen.queryByText('Diese Bestellung lässt sich nicht mehr ändern')).toBeNull();
});

test('F25 who uses a shared account names the acting person', async () => {
  const [account] = marketViewer().marketAccounts;
  const { submitted } = playing([order('a')], {
    viewer: marketViewer({ marketAccounts: [{ ...account, shared: true }] }),
  });
  const { user } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=pruefen');
  await user.click(await screen.findByRole('checkbox', { name: /Kosten der Schnittstellen/ }));
  await user.click(screen.getByRole('button', { name: 'Bestellung abschicken' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Geben Sie an, wer handelt.');
  await user.type(screen.getByLabelText('Wer handelt?'), 'Ines Kraus');
  await user.click(screen.getByRole('button', { name: 'Bestellung abschicken' }));
  await waitFor(() => expect(submitted).toEqual([expect.objectContaining({ actingPerson: 'Ines Kraus' })]));
});

test('F11 who prepares without the right to sign puts the order forward for signature', async () => {
  const { submitted } = playing([order('a', { submittable: false })]);
  const { user } = renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=pruefen');
  await user.click(await screen.findByRole('link', { name: 'Zur Unterschrift vorlegen' }));
  await heading('Gewerbe anmelden');
  expect(screen.getByText('Die Bestellung wartet auf Unterschrift')).toBeTruthy();
  expect(screen.getByText(/Jemand mit Zeichnungsbefugnis muss sie abschicken/)).toBeTruthy();
  expect(submitted).toEqual([]);
});

test('what is missing leads to the page where it is stated, and the order cannot be sent before', async () => {
  const missing = [
    { __typename: 'UserError', code: 'REQUIRED', field: ['subjectContact'], message: 'Der fachliche Kontakt fehlt.' },
    { __typename: 'UserError', code: 'REQUIRED', field: ['portalUrl'], message: 'Der Link fehlt.' },
  ];
  playing([order('a', { missing })]);
  const { user } = renderApp('/bestellen/gewerbe?entwurf=ord_a');
  await heading('Bestellung prüfen');
  expect(screen.queryByRole('button', { name: 'Bestellung abschicken' })).toBeNull();
  await user.click(screen.getByRole('link', { name: 'Der fachliche Kontakt fehlt.' }));
  await heading('Wer ist bei Ihnen ansprechbar?');
});

test('a service that cannot be ordered, or not by who asks, says so and leads to the sheet', async () => {
  playing([], { state: 'PAUSED' });
  renderApp('/bestellen/gewerbe');
  await heading('Diese Leistung lässt sich gerade nicht bestellen');
  document.body.replaceChildren();
  playing([], { places: [] });
  renderApp('/bestellen/gewerbe');
  await heading('Für diese Leistung können Sie nicht bestellen');
  expect(screen.getByRole('link', { name: 'Zum Steckbrief' })).toBeTruthy();
});

test('an order that was sent is not edited any more', async () => {
  playing([order('a', { state: 'SUBMITTED', editable: false })]);
  renderApp('/bestellen/gewerbe?entwurf=ord_a&schritt=wunsch');
  await heading('Diese Bestellung lässt sich nicht mehr ändern');
  expect(screen.getByRole('link', { name: 'Bestellung B-A ansehen' })).toBeTruthy();
});
