import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { connection } from '../../../test/postbox.ts';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const authority = { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' };
const standard = {
  __typename: 'RetentionClass',
  key: 'standard',
  name: 'Standard',
  months: 24,
  offerToArchive: false,
  exportFirst: false,
};
const building = { ...standard, key: 'k2', name: 'Bauakten', months: 120, offerToArchive: true };
const hold = {
  __typename: 'LegalHold',
  by: 'Frau Huber',
  reason: 'Klage beim Verwaltungsgericht',
  until: '2027-06-30',
  since: '2026-11-20T10:00:00.000000Z',
};

let kept: Record<string, unknown>;
let inputs: Record<string, unknown>[];
let refusal: object | null;

function open(roles: string[]) {
  const row = {
    __typename: 'AuthorityCase',
    id: 'cas_1',
    version: 4,
    reference: 'BY-AAA-BBB-CCC',
    title: 'Gewerbe',
    person: { __typename: 'Person', id: 'prs_1', name: 'Agnes' },
    services: [],
    unreadCount: 0,
    waitingSince: null,
    state: 'CLOSED',
    assignee: null,
    dueOn: null,
    ownerDeletedAt: null,
    authority,
    region: null,
    address: null,
    trustLevel: 'POSTAL',
    notes: [],
    ...kept,
  };
  const organisation = { __typename: 'Organisation', id: 'org_1', name: 'Stadt Bamberg', authorities: [authority] };
  const member = { __typename: 'Membership', id: 'mem_1', roles, allAuthorities: true, organisation, authorities: [] };
  const settings = { __typename: 'AuthoritySettings', version: 1, retentionClasses: [standard, building] };
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: { ...someone, memberships: [member] } } })),
    graphql.query('Inbox', () => HttpResponse.json({ errors: [{ message: 'not asked' }] })),
    graphql.query('CaseHead', () => HttpResponse.json({ data: { authorityCase: row } })),
    graphql.query('CaseThread', () =>
      HttpResponse.json({
        data: { authorityCase: { __typename: 'AuthorityCase', id: 'cas_1', messages: connection([]) } },
      }),
    ),
    graphql.query('CaseProgressOf', () =>
      HttpResponse.json({
        data: {
          authorityCase: {
            __typename: 'AuthorityCase',
            id: 'cas_1',
            version: 4,
            ownerDeletedAt: null,
            progress: null,
            deadlines: [],
          },
        },
      }),
    ),
    graphql.query('CaseKeepingOf', () =>
      HttpResponse.json({ data: { authorityCase: { ...row, ...kept, authority: { ...authority, settings } } } }),
    ),
    graphql.mutation('KeepCase', ({ variables }) => {
      inputs.push(variables.input);
      const payload = {
        __typename: 'CaseUpdatePayload',
        case: { ...row, ...kept, version: 5 },
        userErrors: [] as object[],
      };
      if (refusal) Object.assign(payload, { case: null, userErrors: [refusal] });
      return HttpResponse.json({ data: { caseUpdate: payload } });
    }),
  );
  signIn();
  renderApp('/eingang/aut_1/cas_1');
}

const section = () => screen.findByRole('region', { name: 'Akte und Aufbewahrung' });

beforeEach(() => {
  inputs = [];
  refusal = null;
  kept = {
    fileReference: null,
    retainUntil: '2028-11-30',
    awaitingArchiveSince: null,
    retentionClass: standard,
    legalHold: null,
    archiveOffer: null,
    exported: null,
  };
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
});

test('a clerk names the file and chooses how long it is kept, and sends only what was changed', async () => {
  const user = userEvent.setup();
  open(['CLERK']);
  const part = await section();
  expect(within(part).getByText('noch keines')).toBeTruthy();
  expect(within(part).getByText('Standard: bis 30. November 2028')).toBeTruthy();
  expect(within(part).queryByRole('button', { name: 'Löschsperre setzen' })).toBeNull();
  await user.click(within(part).getByRole('button', { name: 'Akte und Aufbewahrung ändern' }));
  await user.type(within(part).getByLabelText(/Aktenzeichen/), ' 32-140/2026 ');
  await user.selectOptions(within(part).getByLabelText(/Aufbewahrungsklasse/), 'Bauakten (120 Monate)');
  await user.click(within(part).getByRole('button', { name: 'Speichern' }));
  await within(part).findByRole('button', { name: 'Akte und Aufbewahrung ändern' });
  expect(inputs).toEqual([
    { caseId: 'cas_1', expectedVersion: 4, fileReference: '32-140/2026', retentionClassKey: 'k2' },
  ]);
});

test('what is refused is said, and what was typed stays', async () => {
  const user = userEvent.setup();
  refusal = {
    __typename: 'UserError',
    code: 'WRONG_STATE',
    field: ['retentionClassKey'],
    message: 'Er würde gelöscht.',
  };
  open(['CLERK']);
  const part = await section();
  await user.click(within(part).getByRole('button', { name: 'Akte und Aufbewahrung ändern' }));
  await user.type(within(part).getByLabelText(/Aktenzeichen/), '32');
  await user.click(within(part).getByRole('button', { name: 'Speichern' }));
  expect(await within(part).findByText('Er würde gelöscht.')).toBeTruthy();
  expect(within(part).getByLabelText<HTMLInputElement>(/Aktenzeichen/).value).toBe('32');
});

test('an admin sets a hold', async () => {
  const user = userEvent.setup();
  open(['CLERK', 'ADMIN']);
  const part = await section();
  await user.click(within(part).getByRole('button', { name: 'Löschsperre setzen' }));
  await user.type(within(part).getByLabelText(/Grund/), 'Klage');
  await user.click(within(part).getByRole('button', { name: 'Löschsperre setzen' }));
  await vi.waitFor(() =>
    expect(inputs).toEqual([{ caseId: 'cas_1', expectedVersion: 4, legalHold: { reason: 'Klage', until: null } }]),
  );
});

test('a hold is shown with who, why and until when, and only an admin lifts it', async () => {
  const user = userEvent.setup();
  kept.legalHold = hold;
  open(['CLERK', 'ADMIN']);
  const part = await section();
  expect(within(part).getByText('Klage beim Verwaltungsgericht')).toBeTruthy();
  expect(part.textContent).toContain(
    'Gesetzt von Frau Huber am 20.11.2026. Sie gilt bis einschließlich 30. Juni 2027.',
  );
  expect(within(part).queryByRole('button', { name: 'Löschsperre setzen' })).toBeNull();
  await user.click(within(part).getByRole('button', { name: 'Löschsperre aufheben' }));
  await vi.waitFor(() => expect(inputs).toEqual([{ caseId: 'cas_1', expectedVersion: 4, legalHold: null }]));
});

test('a case that waits for the archive takes its answer, which can be taken back', async () => {
  const user = userEvent.setup();
  Object.assign(kept, { awaitingArchiveSince: '2028-12-01T01:00:00.000000Z', retentionClass: building });
  open(['CLERK']);
  const part = await section();
  await user.click(within(part).getByRole('button', { name: 'Antwort eintragen' }));
  await user.click(within(part).getByLabelText('Übernommen'));
  // Without a day nothing is sent.
  await user.click(within(part).getByRole('button', { name: 'Antwort eintragen' }));
  expect(inputs).toEqual([]);
  await user.type(within(part).getByLabelText('Geantwortet am'), '2028-12-05');
  kept.archiveOffer = { __typename: 'ArchiveOffer', answer: 'TAKEN_OVER', answeredOn: '2028-12-05' };
  await user.click(within(part).getByRole('button', { name: 'Antwort eintragen' }));
  await user.click(await within(part).findByRole('button', { name: 'Antwort zurücknehmen' }));
  expect(inputs.map(({ archiveAnswer }) => archiveAnswer)).toEqual([
    { answer: 'TAKEN_OVER', answeredOn: '2028-12-05' },
    null,
  ]);
});

test('what a colleague changed meanwhile is not overwritten: it is said, and the next attempt stands on it', async () => {
  const user = userEvent.setup();
  open(['CLERK']);
  const part = await section();
  await user.click(within(part).getByRole('button', { name: 'Akte und Aufbewahrung ändern' }));
  const reference = within(part).getByLabelText<HTMLInputElement>(/Aktenzeichen/);
  await user.type(reference, '32-140');
  kept = { ...kept, version: 7, retentionClass: building };
  refusal = { __typename: 'UserError', code: 'STALE', field: ['expectedVersion'], message: 'Überholt.' };
  await user.click(within(part).getByRole('button', { name: 'Speichern' }));
  await within(part).findByText(/inzwischen/);
  expect(reference.value).toBe('32-140');
  refusal = null;
  await user.click(within(part).getByRole('button', { name: 'Speichern' }));
  await within(part).findByRole('button', { name: 'Akte und Aufbewahrung ändern' });
  expect(inputs).toEqual([
    { caseId: 'cas_1', expectedVersion: 4, fileReference: '32-140' },
    { caseId: 'cas_1', expectedVersion: 7, fileReference: '32-140' },
  ]);
});

test('what the archive said needs an answer and its day, and says at which field one is missing', async () => {
  const user = userEvent.setup();
  kept = { ...kept, awaitingArchiveSince: '2026-11-20T10:00:00.000000Z', retentionClass: building };
  open(['CLERK']);
  const part = await section();
  await user.click(within(part).getByRole('button', { name: 'Antwort eintragen' }));
  const form = within(within(part).getByRole('form', { name: 'Antwort eintragen' }));
  await user.click(form.getByRole('button', { name: 'Antwort eintragen' }));
  expect(form.getByText('Wählen Sie die Antwort.')).toBeTruthy();
  await user.click(form.getByRole('radio', { name: 'Übernommen' }));
  await user.click(form.getByRole('button', { name: 'Antwort eintragen' }));
  expect(form.getByLabelText(/Geantwortet am/).getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(form.getByLabelText(/Geantwortet am/));
  expect(inputs).toEqual([]);
});

test('that the records could not be loaded is said, and they are asked for again', async () => {
  const user = userEvent.setup();
  open(['CLERK']);
  let fails = true;
  server.use(
    graphql.query('CaseKeepingOf', () => (fails ? HttpResponse.json({ errors: [{ message: 'down' }] }) : undefined)),
  );
  const again = await screen.findByRole('button', { name: 'Noch einmal versuchen' });
  fails = false;
  await user.click(again);
  await section();
});

test('a closed case whose class asks for an export says that it waits, and after it until when it stays', async () => {
  const atExport = { ...standard, months: 0, exportFirst: true };
  Object.assign(kept, { retentionClass: atExport, retainUntil: null });
  open(['CLERK']);
  let part = await section();
  expect(part.textContent).toContain('Standard: endet mit Export und Abschluss');
  expect(part.textContent).toContain('Wartet auf den Export');
  cleanup();
  kept.exported = { __typename: 'CaseExported', at: '2026-11-29T10:00:00.000000Z', complete: false };
  open(['CLERK']);
  part = await section();
  expect(part.textContent).toContain('Der Fall wurde am 29.11.2026 exportiert. Danach kam etwas hinzu');
  expect(part.textContent).toContain('29.11.2026; danach kam etwas hinzu');
  cleanup();
  Object.assign(kept, { exported: { ...(kept.exported as object), complete: true }, retainUntil: '2026-12-06' });
  open(['CLERK']);
  part = await section();
  expect(part.textContent).toContain('Standard: bis 6. Dezember 2026');
  expect(part.textContent).toContain('29.11.2026, vollständig');
  expect(part.textContent).not.toContain('Wartet auf den Export');
});
