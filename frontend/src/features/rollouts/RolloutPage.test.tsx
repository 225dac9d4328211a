import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { parameter, portalLink, rollout, task } from '../../../test/rollouts.ts';
import { server } from '../../../test/server.ts';

let shown: ReturnType<typeof rollout>;
let sent: Record<string, unknown>[] = [];

// Answers with what is shown then, changed by the mutation.
const answering = (name: string, field: string, change: (input: Record<string, never>) => object, more = {}) =>
  graphql.mutation(name, ({ variables: { input } }) => {
    sent.push(input);
    const refusal = refusals.shift();
    if (!refusal) shown = { ...shown, ...change(input), version: shown.version + 1 };
    return HttpResponse.json({
      data: {
        [field]: {
          __typename: `${field[0]?.toUpperCase()}${field.slice(1)}Payload`,
          rollout: refusal ? null : shown,
          ...more,
          userErrors: refusal ? [{ __typename: 'UserError', ...refusal }] : [],
        },
      },
    });
  });

let refusals: { code: string; field: string[] | null; message: string }[] = [];

beforeEach(() => {
  signIn();
  shown = rollout();
  sent = [];
  refusals = [];
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('Rollout', () => HttpResponse.json({ data: { node: shown } })),
    answering(
      'RolloutTaskSet',
      'rolloutTaskSet',
      ({ taskId, state, reason }) => ({
        tasks: shown.tasks.map((one) =>
          one.id === taskId ? { ...one, state, reason: reason ?? null, version: one.version + 1 } : one,
        ),
      }),
      { task: null },
    ),
    answering('RolloutParametersSave', 'rolloutParametersSave', ({ values }) => ({
      parameters: shown.parameters.map((one) => {
        const saved = (values as unknown as { key: string; value: string | null }[]).find(
          ({ key }) => key === one.parameter.key,
        );
        return saved ? { ...one, value: saved.value } : one;
      }),
    })),
    answering('PortalLinkReport', 'portalLinkReport', ({ url }) => ({
      links: shown.links.map((one) => ({ ...one, url, reportedAt: '2026-11-29T10:00:00.000000Z' })),
    })),
    answering('VendorLinkSend', 'vendorLinkSend', () => ({})),
  );
});

const open = async () => {
  const app = renderApp('/einrichtungen/rol_1');
  await screen.findByRole('heading', { level: 1, name: 'Einrichtung: Hundesteuer' });
  return app;
};

test('F36 tasks stand in their order with state, who is responsible and guide', async () => {
  shown.tasks = [
    task(
      'contract',
      'Vertrag wirksam',
      { state: 'DONE', editable: false },
      { kind: 'CONTRACT', responsible: 'PLATFORM' },
    ),
    task(
      'form',
      'Formular einrichten',
      { state: 'IN_PROGRESS', reason: 'Zugangsdaten fehlen' },
      {
        guide: { __typename: 'Guide', title: 'So geht es', url: 'https://guide.example/' },
      },
    ),
    task(
      'print',
      'Vordruck',
      { state: 'SKIPPED', reason: 'Wir drucken nicht', changedBy: 'Huber' },
      { responsible: 'MUNICIPALITY' },
    ),
    task('portal', 'Link melden', { editable: false }, { kind: 'PORTAL_LINK', responsible: 'MUNICIPALITY' }),
  ];
  await open();
  const items = within(screen.getByRole('list', { name: 'Aufgaben' })).getAllByRole('listitem');
  expect(items).toHaveLength(4);
  const texts = items.map((item) => item.textContent ?? '');
  expect(texts[0]).toContain('Erledigt');
  expect(texts[0]).toContain('Zuständig: diese Plattform');
  expect(texts[1]).toContain('In Arbeit');
  expect(texts[1]).toContain('Stand der Dinge: Zugangsdaten fehlen');
  expect(
    within(items[1] as HTMLElement)
      .getByRole('link', { name: /So geht es/ })
      .getAttribute('href'),
  ).toBe('https://guide.example/');
  expect(items[1]?.getAttribute('aria-current')).toBe('step');
  expect(texts[2]).toContain('Entfällt');
  expect(texts[2]).toContain('Grund: Wir drucken nicht');
  expect(texts[2]).toContain('Zuständig: Sie (Kommune)');
  expect(texts[3]).toContain('sobald zu jeder Leistung ein Link gemeldet ist');
  expect(within(items[3] as HTMLElement).queryByRole('button')).toBeNull();
  expect(screen.getByText('2 von 4 erledigt oder entfallen')).toBeTruthy();
});

test('a task is done with one press; leaving one out asks for the reason', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Stand ändern: Formular einrichten' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByLabelText('Entfällt'));
  await user.click(dialog.getByRole('button', { name: 'Stand speichern' }));
  await dialog.findByRole('link', { name: 'Nennen Sie den Grund' });
  expect(sent).toEqual([]);
  await user.type(dialog.getByLabelText('Warum entfällt sie?'), 'Gibt es bei uns nicht');
  await user.click(dialog.getByRole('button', { name: 'Stand speichern' }));
  await screen.findByText('Gibt es bei uns nicht');
  expect(sent).toEqual([{ taskId: 'rtk_form', expectedVersion: 3, state: 'SKIPPED', reason: 'Gibt es bei uns nicht' }]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a task that is done or left out is opened again; what may not follow is not offered', async () => {
  shown.tasks = [
    task('a', 'Fertiges', { state: 'DONE' }),
    task('b', 'Entfallenes', { state: 'SKIPPED', reason: 'Brauchen wir nicht' }),
    task('c', 'Freischalten', {}, { kind: 'LIVE' }),
  ];
  const { user } = await open();
  const offered = async (title: string) => {
    await user.click(screen.getByRole('button', { name: `Stand ändern: ${title}` }));
    const radios = within(await screen.findByRole('dialog')).getAllByRole('radio');
    const names = radios.map((radio) => document.querySelector(`label[for="${radio.id}"]`)?.textContent);
    await user.click(screen.getByRole('button', { name: 'Abbrechen' }));
    return names;
  };
  expect(await offered('Fertiges')).toEqual(['Offen', 'In Arbeit']);
  expect(await offered('Entfallenes')).toEqual(['Offen', 'In Arbeit', 'Entfällt']);
  expect(await offered('Freischalten')).toEqual(['Offen', 'In Arbeit', 'Erledigt']);
});

test('a task that somebody changed meanwhile says so and is shown as it is', async () => {
  const { user } = await open();
  refusals = [{ code: 'STALE', field: null, message: 'Jemand hat das inzwischen geändert.' }];
  shown.tasks = [task('form', 'Formular einrichten', { state: 'IN_PROGRESS', reason: 'Termin im Mai', version: 4 })];
  await user.click(screen.getByRole('button', { name: 'Erledigt: Formular einrichten' }));
  await screen.findByText('Jemand hat das inzwischen geändert.');
  await screen.findByText('Termin im Mai');
  await user.click(screen.getByRole('button', { name: 'Erledigt: Formular einrichten' }));
  await waitFor(() => expect(sent[1]).toEqual({ taskId: 'rtk_form', expectedVersion: 4, state: 'DONE' }));
});

test('a lost connection does not take the page away', async () => {
  const { user } = await open();
  refusals = [{ code: 'STALE', field: null, message: 'Jemand hat das inzwischen geändert.' }];
  server.use(graphql.query('Rollout', () => HttpResponse.error()));
  await user.type(screen.getByLabelText('Adresse des Dienstes'), 'https://halb');
  await user.click(screen.getByRole('button', { name: 'Erledigt: Formular einrichten' }));
  await screen.findByText('Jemand hat das inzwischen geändert.');
  await waitFor(() => expect(document.querySelector('[aria-busy=true]')).toBeNull());
  expect((screen.getByLabelText('Adresse des Dienstes') as HTMLInputElement).value).toBe('https://halb');
});

test('what somebody else did with a task while its dialog is open is not overwritten unseen', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Stand ändern: Formular einrichten' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('radio', { name: 'In Arbeit' }));
  await user.type(dialog.getByLabelText(/^Worauf/), 'Von mir');
  // The answer to another act brings the newer version of the task.
  shown.tasks = [task('form', 'Formular einrichten', { state: 'IN_PROGRESS', reason: 'Termin im Mai', version: 9 })];
  await user.type(screen.getByLabelText('Gläubiger-ID'), 'x');
  await user.click(screen.getByRole('button', { name: 'Eine Änderung speichern' }));
  await screen.findByText('Termin im Mai');
  expect((dialog.getByLabelText(/^Worauf/) as HTMLTextAreaElement).value).toBe('Von mir');
  refusals = [{ code: 'STALE', field: null, message: 'Jemand hat das inzwischen geändert.' }];
  await user.click(dialog.getByRole('button', { name: 'Stand speichern' }));
  await dialog.findByText('Jemand hat das inzwischen geändert.');
  await user.click(dialog.getByRole('button', { name: 'Stand speichern' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent.slice(1).map(({ expectedVersion }) => expectedVersion)).toEqual([3, 9]);
});

test('details are saved together or each by itself, with source and example beside them', async () => {
  const { user } = await open();
  const creditor = screen.getByLabelText('Gläubiger-ID');
  expect(creditor.getAttribute('aria-describedby')).toBe('parameter-creditor-hint');
  expect(document.getElementById('parameter-creditor-hint')?.textContent).toBe('Woher: Kasse · Beispiel: DE98ZZZ');
  expect(screen.getByText('1 von 2 ausgefüllt')).toBeTruthy();
  await user.type(creditor, 'DE1');
  await user.type(screen.getByLabelText('Kassenzeichen'), '2');
  await user.click(screen.getByRole('button', { name: 'Diese Angabe speichern: Gläubiger-ID' }));
  await screen.findByText('2 von 2 ausgefüllt');
  expect(sent).toEqual([{ rolloutId: 'rol_1', expectedVersion: 7, values: [{ key: 'creditor', value: 'DE1' }] }]);
  expect((screen.getByLabelText('Kassenzeichen') as HTMLInputElement).value).toBe('47112');
  await user.clear(screen.getByLabelText('Gläubiger-ID'));
  await user.click(screen.getByRole('button', { name: '2 Änderungen speichern' }));
  await screen.findByText('Alles ist gespeichert.');
  expect(sent[1]).toEqual({
    rolloutId: 'rol_1',
    expectedVersion: 8,
    values: [
      { key: 'creditor', value: null },
      { key: 'account', value: '47112' },
    ],
  });
});

test('what is typed stays when somebody else saves meanwhile, and both are shown', async () => {
  const { user } = await open();
  await user.type(screen.getByLabelText('Gläubiger-ID'), 'von mir');
  refusals = [{ code: 'STALE', field: null, message: 'Jemand hat das inzwischen geändert.' }];
  shown.version = 9;
  shown.parameters = [parameter('creditor', 'Gläubiger-ID', 'von ihr'), parameter('account', 'Kassenzeichen', '99')];
  await user.click(screen.getByRole('button', { name: 'Eine Änderung speichern' }));
  await screen.findByText('Inzwischen steht dort: von ihr. Ihre Eingabe ist noch nicht gespeichert.');
  expect((screen.getByLabelText('Gläubiger-ID') as HTMLInputElement).value).toBe('von mir');
  expect((screen.getByLabelText('Kassenzeichen') as HTMLInputElement).value).toBe('99');
  await user.click(screen.getByRole('button', { name: 'Eine Änderung speichern' }));
  await screen.findByText('Alles ist gespeichert.');
  expect(sent[1]).toMatchObject({ expectedVersion: 9, values: [{ key: 'creditor', value: 'von mir' }] });
});

test('what is typed and not saved is there again after the page was left', async () => {
  const { user, router } = await open();
  await user.type(screen.getByLabelText('Gläubiger-ID'), 'halb');
  await router.navigate({ to: '/pruefen' });
  await screen.findByRole('heading', { level: 1, name: 'Nachweis prüfen' });
  await router.navigate({ to: '/einrichtungen/$rolloutId', params: { rolloutId: 'rol_1' } });
  expect(((await screen.findByLabelText('Gläubiger-ID')) as HTMLInputElement).value).toBe('halb');
});

test('a refused detail is told at its field', async () => {
  const { user } = await open();
  await user.type(screen.getByLabelText('Gläubiger-ID'), 'x');
  await user.type(screen.getByLabelText('Kassenzeichen'), 'y');
  refusals = [{ code: 'TOO_LONG', field: ['values', '1', 'value'], message: 'Höchstens 200 Zeichen.' }];
  await user.click(screen.getByRole('button', { name: '2 Änderungen speichern' }));
  await screen.findByText('Höchstens 200 Zeichen.');
  expect(screen.getByLabelText('Kassenzeichen').getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(screen.getByLabelText('Kassenzeichen'));
});

test('a link is reported for each service; what is no address is not sent', async () => {
  const { user } = await open();
  const form = within(screen.getByRole('form', { name: 'Link zu „Hund anmelden“ melden' }));
  await user.type(form.getByLabelText('Adresse des Dienstes'), 'formulare.example');
  await user.click(form.getByRole('button', { name: 'Link melden' }));
  await form.findByRole('link', { name: 'Eine Adresse beginnt mit https://' });
  await user.clear(form.getByLabelText('Adresse des Dienstes'));
  await user.type(form.getByLabelText('Adresse des Dienstes'), ' https://formulare.example/hund ');
  await user.click(form.getByRole('button', { name: 'Link melden' }));
  const link = await screen.findByRole('link', { name: /^https:\/\/formulare\.example\/hund/ });
  expect(link.getAttribute('href')).toBe('https://formulare.example/hund');
  expect(screen.getByText('Noch nicht geprüft')).toBeTruthy();
  expect(sent).toEqual([
    {
      rolloutId: 'rol_1',
      serviceId: 'srv_1',
      url: 'https://formulare.example/hund',
      idempotencyKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  ]);
});

test('a link that does not work says why in words, when it was checked, and takes another', async () => {
  shown.links = [
    portalLink('1', 'Hund anmelden', {
      url: 'https://formulare.example/alt',
      state: 'BROKEN',
      problem: 'Unter dieser Adresse gibt es keine Seite.',
      reportedAt: '2026-11-28T10:00:00.000000Z',
      checkedAt: '2026-11-29T10:00:00.000000Z',
    }),
  ];
  const { user } = await open();
  expect(screen.getByText('Link funktioniert nicht')).toBeTruthy();
  expect(screen.getByText(/Unter dieser Adresse gibt es keine Seite\./)).toBeTruthy();
  expect(screen.getByText(/Zuletzt geprüft am 29\.11\.2026/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Anderen Link melden: Hund anmelden' }));
  expect(screen.getByLabelText('Adresse des Dienstes')).toBeTruthy();
});

test('F35 mails to the vendor say what became of them and are sent again', async () => {
  const { user } = await open();
  const region = within(screen.getByRole('region', { name: 'Benachrichtigt' }));
  for (const words of ['Kam zurück', 'Die Adresse gibt es nicht.']) expect(region.getByText(words)).toBeTruthy();
  expect(region.getByText(/einrichtung@formular\.example/)).toBeTruthy();
  await user.click(region.getByRole('button', { name: 'Noch einmal senden' }));
  await waitFor(() => expect(sent).toEqual([{ rolloutId: 'rol_1', idempotencyKey: expect.any(String) }]));
});

test('who only reads changes nothing', async () => {
  shown = rollout({ viewerParty: null, tasks: [task('form', 'Formular einrichten', { editable: false })] });
  await open();
  expect(screen.queryByRole('textbox')).toBeNull();
  const main = within(screen.getByRole('main'));
  expect(main.queryByRole('button', { name: /speichern|melden|erledigt|senden/ })).toBeNull();
  expect(screen.getAllByText('4711')).toHaveLength(2);
});

test('set-up data stand as a list and are copied as text', async () => {
  const { user } = await open();
  const data = within(screen.getByRole('region', { name: 'Alles für die Einrichtung' }));
  await user.click(data.getByRole('button', { name: 'Alles kopieren' }));
  const text = await navigator.clipboard.readText();
  for (const line of [
    'Bestellnummer: B-2026-0001',
    'Organisation: Stadt Bamberg',
    'Regionalschlüssel (ARS): 094610000000',
    'Leistungen: Hund anmelden (LeiKa 99102009012000)',
    'Fachlich: Huber, Steueramt, huber@demo.example',
    'Fachverfahren: Steuer Pro, Version 6',
    'Gewünschter Beginn: 1. Februar 2027',
    'Kassenzeichen: 4711',
  ])
    expect(text.split('\n')).toContain(line);
  expect(text).not.toContain('Gläubiger-ID');
});

test('a rollout that is not there, or none of the reader, leads to the list', async () => {
  server.use(graphql.query('Rollout', () => HttpResponse.json({ data: { node: null } })));
  renderApp('/einrichtungen/rol_2');
  await screen.findByRole('heading', { level: 1, name: 'Diese Einrichtung gibt es nicht' });
});
