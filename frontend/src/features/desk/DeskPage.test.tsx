import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { changeLocale } from '../../lib/i18n/locale.ts';

const address = {
  __typename: 'PostalAddress',
  recipient: 'Stadt Bamberg',
  addition: null,
  street: 'Maximiliansplatz',
  houseNumber: '3',
  postalCode: '96047',
  city: 'Bamberg',
  region: null,
  country: 'DE',
};
const authority = {
  __typename: 'Authority',
  id: 'aut_1',
  name: 'Stadt Bamberg',
  website: 'https://bamberg.example',
  postBox: null,
  address,
};
const request = {
  __typename: 'ConnectRequest',
  id: 'crq_1',
  kind: 'SMIME',
  state: 'REQUESTED',
  requestedAt: '2026-11-20T08:00:00.000000Z',
  decidedAt: null,
  proposedBy: null as string | null,
  proposedByMe: false,
  proposedAt: null as string | null,
  note: null,
  contact: {
    __typename: 'ContactPerson',
    name: 'Petra Schütz',
    email: 'petra@stadt.example',
    phone: null,
    department: 'Hauptamt',
  },
  address: null,
  authority,
};
const mail = {
  __typename: 'QuarantinedMail',
  id: 'qmm_1',
  authority: null,
  state: 'QUARANTINED',
  reason: 'Die Unterschrift gehört zu keinem hinterlegten Zertifikat.',
  from: 'jemand@fremd.example',
  subject: 'Ihre Anfrage',
  receivedAt: '2026-11-20T08:00:00.000000Z',
  size: 20_000,
  retryable: true,
};
const download = { __typename: 'Download', filename: 'briefe.pdf', url: 'http://localhost/x' };
const batch = {
  __typename: 'LetterBatch',
  id: 'lba_1',
  letters: 3,
  createdAt: '2026-11-20T08:00:00.000000Z',
  printedAt: null as string | null,
  pdf: download,
  manifest: download,
};

let requests: object[] = [];
let proposals: object[] = [];
let mails: object[] = [];
let batches: object[] = [];
let waiting = 3;
let operators = 2;
let jobs: object[] = [];
let open = true;
let doubts: object[] = [];
const inputs: unknown[] = [];
const reviewed: unknown[] = [];

const list = (name: string, nodes: object[], pageInfo: object = {}) => ({
  __typename: `${name}Connection`,
  edges: nodes.map((node) => ({ __typename: `${name}Edge`, cursor: 'c', node })),
  pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null, ...pageInfo },
});

function desk(name: string, parts: () => object) {
  return graphql.query(name, () =>
    HttpResponse.json({ data: { desk: open ? { __typename: 'Desk', ...parts() } : null } }),
  );
}

function mutation(name: string, root: string, answer: () => object) {
  return graphql.mutation(name, ({ variables }) => {
    inputs.push(variables.input);
    return HttpResponse.json({ data: { [root]: { __typename: `${root}Payload`, userErrors: [], ...answer() } } });
  });
}

beforeEach(() => {
  [requests, proposals, mails, batches, waiting, open, jobs] = [[request], [], [mail], [batch], 3, true, []];
  operators = 2;
  doubts = [];
  inputs.length = 0;
  reviewed.length = 0;
  signIn();
  server.use(
    graphql.query('ShellViewer', () =>
      HttpResponse.json({ data: { viewer: { ...someone, platformRoles: ['OPERATOR'] } } }),
    ),
    desk('DeskCounts', () => ({
      operators,
      connectRequests: list('ConnectRequest', requests, { hasNextPage: true }),
      proposed: list('ConnectRequest', proposals),
      suspendedAuthorities: [],
      expiringCertificates: list('Certificate', []),
      quarantine: list('Quarantine', mails),
      lettersWaiting: waiting,
      failures: { __typename: 'Failures', mails: 2, authorityMails: 1, letters: 0, jobs },
    })),
    graphql.query('PostalAddressReview', ({ variables }) => {
      reviewed.push(variables.address);
      return HttpResponse.json({
        data: { postalAddressReview: { __typename: 'PostalAddressReview', doubts, userErrors: [] } },
      });
    }),
    desk('DeskFailures', () => ({
      failures: { __typename: 'Failures', mails: 2, authorityMails: 1, letters: 0, jobs },
    })),
    graphql.query('DeskConnectRequests', ({ variables }) =>
      HttpResponse.json({
        data: {
          desk: {
            __typename: 'Desk',
            connectRequests: list('ConnectRequest', variables.state === 'RELEASE_PROPOSED' ? proposals : requests),
          },
        },
      }),
    ),
    desk('DeskQuarantine', () => ({ quarantine: list('Quarantine', mails) })),
    desk('DeskLetters', () => ({ letterBatches: list('LetterBatch', batches) })),
    desk('LettersWaiting', () => ({ lettersWaiting: waiting })),
  );
});

test('who is no operator is told so', async () => {
  open = false;
  renderApp('/betrieb');
  expect(
    await screen.findByRole('heading', { level: 1, name: 'Diese Seite ist nicht für Sie freigegeben' }),
  ).toBeTruthy();
});

test('what failed is counted, by kind', async () => {
  renderApp('/betrieb?bereich=fehler');
  const term = await screen.findByText('Benachrichtigungen per Mail, in den letzten 30 Tagen');
  expect(term.parentElement?.textContent).toMatch(/2$/);
  expect(screen.queryByText(/^Briefe, die nicht/)).toBeNull();
});

test.each([
  ['de', 'Arbeit der Plattform', '3 gescheitert, 1 verspätet, seit ', 'Gescheitertes (7 gescheitert oder verspätet)'],
  ['en', 'Work of the platform', '3 failed, 1 late, since ', 'Failed (7 failed or late)'],
] as const)(
  'work of the platform that failed or is late is named by kind (%s)',
  async (locale, heading, said, area) => {
    jobs = [{ __typename: 'StuckJobs', kind: 'sweep.blobs', failed: 3, late: 1, since: '2026-11-20T08:00:00.000000Z' }];
    onTestFinished(() => changeLocale('de'));
    await changeLocale(locale);
    renderApp('/betrieb?bereich=fehler');
    expect(await screen.findByRole('heading', { level: 3, name: heading })).toBeTruthy();
    const term = screen.getByText('sweep.blobs');
    expect(term.parentElement?.textContent?.startsWith(`sweep.blobs${said}`)).toBe(true);
    expect(term.parentElement?.textContent).toMatch(/2026/);
    expect(screen.getByRole('link', { name: area })).toBeTruthy();
  },
);

test('the sections say what waits, and that there is more than a page', async () => {
  renderApp('/betrieb');
  const areas = await screen.findByRole('navigation', { name: 'Bereiche' });
  expect(within(areas).getByRole('link', { name: 'Anfragen (1+ wartend)' }).getAttribute('aria-current')).toBe('page');
  expect(within(areas).getByRole('link', { name: 'Quarantäne (1 wartend)' })).toBeTruthy();
  expect(within(areas).getByRole('link', { name: 'Briefe (3 wartend)' })).toBeTruthy();
  expect(within(areas).getByRole('link', { name: 'Gestörte Behörden' })).toBeTruthy();
});

async function decide() {
  const { user } = renderApp('/betrieb');
  await user.click(await screen.findByRole('button', { name: 'Über die Anfrage für Stadt Bamberg entscheiden' }));
  const dialog = await screen.findByRole('dialog');
  return {
    user,
    dialog,
    save: () => user.click(within(dialog).getByRole('button', { name: 'Entscheidung speichern' })),
  };
}

test('a release needs an address that was compared with the imprint', async () => {
  server.use(
    mutation('AuthorityConnectDecide', 'authorityConnectDecide', () => {
      requests = [];
      return { request: { ...request, state: 'RELEASED', address } };
    }),
  );
  const { user, dialog, save } = await decide();
  await user.click(within(dialog).getByRole('radio', { name: /Freigeben/ }));
  await save();
  const summary = await within(dialog).findByRole('alert');
  for (const missing of ['Straße', 'fünf Ziffern', 'den Ort', 'Vergleich'])
    expect(summary.textContent).toContain(missing);
  await user.click(within(dialog).getByRole('button', { name: 'Diese Anschrift übernehmen' }));
  await user.click(within(dialog).getByRole('checkbox'));
  await save();
  expect(await screen.findByText('Freigegeben: Der Brief an Stadt Bamberg wird gedruckt.')).toBeTruthy();
  expect(await screen.findByText('Keine offenen Anfragen')).toBeTruthy();
  // The row with the button is gone: the focus is not lost.
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 2, name: 'Anfragen' }));
  expect(inputs).toEqual([
    {
      requestId: 'crq_1',
      approve: true,
      note: null,
      address: {
        addition: null,
        street: 'Maximiliansplatz',
        houseNumber: '3',
        postalCode: '96047',
        city: 'Bamberg',
        country: 'DE',
      },
    },
  ]);
});

test.each([
  [2, 'Ihre Freigabe muss eine zweite Person aus dem Betrieb bestätigen. Erst dann geht der Brief hinaus.'],
  [
    1,
    'Außer Ihnen gibt es niemanden im Betrieb. Freigeben können Sie nur an eine Anschrift, die vollständig im Verzeichnis steht.',
  ],
])('of %i operators the one who decides is told what a release takes', async (count, said) => {
  operators = count;
  const { dialog } = await decide();
  expect(within(dialog).getByText(said)).toBeTruthy();
  expect(within(dialog).queryByText(/zweite Person/) === null).toBe(count === 1);
});

const doubt = (kind: string, regions: object[] = []) => ({ __typename: 'PostalAddressDoubt', kind, regions });
const bamberg = { __typename: 'Region', id: 'reg_1', name: 'Bamberg', postalCodes: ['96047', '96049'] };

test.each([
  [
    'de',
    'Diese Anschrift übernehmen',
    /^Zu Musterstadt gehören .* 96047, 96049, nicht 91522\. Postfächer und Behörden/,
    /Straße angegeben\. Das stimmt bei einem Postfach/,
    ['Ort', 'Postleitzahl', 'Zusatz', 'Straße', 'Hausnummer'],
    'Entscheidung speichern',
  ],
  [
    'en',
    'Take this address over',
    /^By our directory Musterstadt has .* 96047, 96049, not 91522\. Post office boxes/,
    /^No street is given\. That is right for a post office box/,
    ['Town', 'Postal code', 'Addition', 'Street', 'House number'],
    'Save the decision',
  ],
] as const)(
  'what looks odd in the official address is said once a field is left, and keeps nobody from deciding (%s)',
  async (locale, taking, code, street, [cityLabel, codeLabel, additionLabel, streetLabel, numberLabel], saving) => {
    server.use(
      mutation('AuthorityConnectDecide', 'authorityConnectDecide', () => ({
        request: { ...request, state: 'RELEASE_PROPOSED', address },
      })),
    );
    onTestFinished(() => changeLocale('de'));
    await changeLocale(locale);
    const { user } = renderApp('/betrieb');
    await user.click(await screen.findByRole('button', { name: /^(Über die Anfrage|Decide)/ }));
    const dialog = within(await screen.findByRole('dialog'));
    const type = async (label: string, text: string) => {
      const field = dialog.getByRole('textbox', { name: new RegExp(`^${label}`) });
      await user.clear(field);
      if (text) await user.type(field, text);
    };
    await user.click(dialog.getByRole('radio', { name: /^(Freigeben|Release)/ }));
    await user.click(dialog.getByRole('button', { name: taking }));
    await waitFor(() => expect(reviewed).toHaveLength(1));
    expect(dialog.queryByText(code)).toBeNull();

    doubts = [doubt('STREET_MISSING'), doubt('HOUSE_NUMBER_MISSING'), doubt('POSTAL_CODE_OF_OTHER_TOWN', [bamberg])];
    await type(streetLabel, '');
    await type(numberLabel, '');
    await type(additionLabel, 'Amtsgericht');
    await type(codeLabel, '91522');
    await type(cityLabel, 'Musterstadt');
    expect(dialog.queryByText(code)).toBeNull();
    await user.click(dialog.getByRole('checkbox'));
    expect(await dialog.findByText(code)).toBeTruthy();
    expect(dialog.getByText(street)).toBeTruthy();
    expect(dialog.queryByText(/an Ihrem Ort/)).toBeNull();
    expect(reviewed.at(-1)).toMatchObject({
      addition: 'Amtsgericht',
      street: null,
      postalCode: '91522',
      country: 'DE',
    });

    // A post office box has no street, so that is not odd; its postal code may be.
    await type(additionLabel, 'Postfach 12 34');
    expect(dialog.queryByText(code)).toBeNull();
    await user.tab();
    expect(await dialog.findByText(code)).toBeTruthy();
    expect(dialog.queryByText(street)).toBeNull();

    await user.click(dialog.getByRole('button', { name: saving }));
    await waitFor(() => expect(inputs).toHaveLength(1));
    expect(inputs).toMatchObject([{ approve: true, address: { addition: 'Postfach 12 34', city: 'Musterstadt' } }]);
  },
);

test('an address that another operator proposed is looked at before it is confirmed', async () => {
  requests = [];
  proposals = [
    { ...request, state: 'RELEASE_PROPOSED', address, proposedBy: 'Birgit Kastner', proposedAt: request.requestedAt },
  ];
  doubts = [doubt('HOUSE_NUMBER_MISSING')];
  const { user } = renderApp('/betrieb');
  await user.click(await screen.findByRole('button', { name: 'Wartende Freigaben zeigen' }));
  await user.click(await screen.findByRole('button', { name: 'Freigabe für Stadt Bamberg prüfen und bestätigen' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.queryByText('Es ist keine Hausnummer angegeben.')).toBeNull();
  await user.click(dialog.getByRole('radio', { name: /Freigabe bestätigen/ }));
  expect(await dialog.findByText('Es ist keine Hausnummer angegeben.')).toBeTruthy();
});

test('a refusal needs its reason and sends no address', async () => {
  server.use(
    mutation('AuthorityConnectDecide', 'authorityConnectDecide', () => ({
      request: { ...request, state: 'DECLINED' },
    })),
  );
  const { user, dialog, save } = await decide();
  await user.click(within(dialog).getByRole('radio', { name: 'Ablehnen' }));
  await save();
  expect((await within(dialog).findByRole('alert')).textContent).toContain('warum Sie ablehnen');
  await user.type(within(dialog).getByLabelText('Grund'), 'Die Stelle gibt es nicht mehr.');
  await save();
  expect(await screen.findByText('Abgelehnt: Stadt Bamberg')).toBeTruthy();
  expect(inputs).toEqual([
    { requestId: 'crq_1', approve: false, address: null, note: 'Die Stelle gibt es nicht mehr.' },
  ]);
});

test('a mail that is taken after all leaves the quarantine', async () => {
  server.use(
    mutation('QuarantineRetry', 'quarantineRetry', () => {
      mails = [];
      return { accepted: true, mail };
    }),
  );
  const { user } = renderApp('/betrieb?bereich=quarantaene');
  await user.click(await screen.findByRole('button', { name: '„Ihre Anfrage“ erneut prüfen' }));
  expect(await screen.findByText('Die E-Mail wurde jetzt angenommen.')).toBeTruthy();
  expect(await screen.findByText('Nichts in Quarantäne')).toBeTruthy();
});

test('a mail that is refused again stays with its reason', async () => {
  server.use(mutation('QuarantineRetry', 'quarantineRetry', () => ({ accepted: false, mail })));
  const { user } = renderApp('/betrieb?bereich=quarantaene');
  await user.click(await screen.findByRole('button', { name: '„Ihre Anfrage“ erneut prüfen' }));
  expect(await screen.findByText(/weiterhin nicht angenommen/)).toBeTruthy();
  expect(screen.getByText(mail.reason)).toBeTruthy();
});

test('letters become a batch, and a printed batch is reported after a question', async () => {
  server.use(
    mutation('LetterBatchCreate', 'letterBatchCreate', () => {
      waiting = 0;
      return { batch };
    }),
    mutation('LetterBatchPrinted', 'letterBatchPrinted', () => {
      batches = [{ ...batch, printedAt: '2026-11-21T08:00:00.000000Z' }];
      return { batch: batches[0] as object };
    }),
  );
  const { user } = renderApp('/betrieb?bereich=briefe');
  await user.click(await screen.findByRole('button', { name: 'Stapel erzeugen' }));
  expect(await screen.findByText('Stapel mit 3 Briefen erzeugt')).toBeTruthy();
  expect(await screen.findByText('Kein Brief wartet auf den Druck.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /als gedruckt melden/ }));
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('Sieben Tage später');
  await user.click(within(dialog).getByRole('button', { name: 'Als gedruckt melden' }));
  await waitFor(() => expect(screen.getByText('Der Stapel ist als gedruckt gemeldet.')).toBeTruthy());
  expect(screen.queryByRole('button', { name: /als gedruckt melden/ })).toBeNull();
  expect(inputs).toEqual([{ limit: 500 }, { batchId: 'lba_1' }]);
});

test('the log is paged and keeps to one thing when asked to', async () => {
  const entry = (id: string) => ({
    __typename: 'AuditEntry',
    id,
    at: '2026-11-20T08:00:00.000000Z',
    actor: 'acc_9',
    capacity: 'operator',
    action: id === 'aud_1' ? 'channel.set' : 'something.new',
    subjectId: 'aut_1',
    detail: null,
  });
  const asked: unknown[] = [];
  server.use(
    graphql.query('DeskAudit', ({ variables }) => {
      asked.push(variables);
      const more = !variables.after && !variables.subjectId;
      const nodes = [entry(variables.after ? 'aud_2' : 'aud_1')];
      const audit = list('Audit', nodes, { hasNextPage: more, endCursor: more ? 'c1' : null });
      return HttpResponse.json({ data: { desk: { __typename: 'Desk', audit } } });
    }),
  );
  const { user } = renderApp('/betrieb?bereich=protokoll');
  expect(await screen.findByText('Weg der Nachrichten geändert')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Mehr laden' }));
  expect(await screen.findByText('something.new')).toBeTruthy();
  await user.click(screen.getAllByRole('link', { name: 'Nur Einträge zu aut_1 zeigen' })[0] as HTMLElement);
  expect(await screen.findByText(/Nur Einträge zu aut_1\./)).toBeTruthy();
  await waitFor(() => expect(asked).toContainEqual({ subjectId: 'aut_1', after: null }));
});

test('a release that a colleague proposed is confirmed by the address shown', async () => {
  requests = [];
  proposals = [
    {
      ...request,
      state: 'RELEASE_PROPOSED',
      address,
      proposedBy: 'Birgit Kastner',
      proposedAt: '2026-11-20T09:00:00.000000Z',
    },
  ];
  server.use(
    mutation('AuthorityConnectDecide', 'authorityConnectDecide', () => {
      proposals = [];
      return { request: { ...request, state: 'RELEASED', address } };
    }),
  );
  const { user } = renderApp('/betrieb');
  await user.click(await screen.findByRole('button', { name: 'Wartende Freigaben zeigen' }));
  expect(await screen.findByText(/Freigabe vorgeschlagen von Birgit Kastner/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Freigabe für Stadt Bamberg prüfen und bestätigen' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('radio', { name: /Freigabe bestätigen/ }));
  expect((within(dialog).getByLabelText('Straße') as HTMLInputElement).value).toBe('Maximiliansplatz');
  await user.click(within(dialog).getByRole('button', { name: 'Entscheidung speichern' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('Vergleich');
  await user.click(within(dialog).getByRole('checkbox'));
  await user.click(within(dialog).getByRole('button', { name: 'Entscheidung speichern' }));
  expect(await screen.findByText('Freigegeben: Der Brief an Stadt Bamberg wird gedruckt.')).toBeTruthy();
  expect(inputs).toMatchObject([{ approve: true, address: { street: 'Maximiliansplatz', city: 'Bamberg' } }]);
});

test('a proposal says that a second person has to confirm it, not that a letter is printed', async () => {
  server.use(
    mutation('AuthorityConnectDecide', 'authorityConnectDecide', () => ({
      request: { ...request, state: 'RELEASE_PROPOSED', address },
    })),
  );
  const { user, dialog, save } = await decide();
  expect(within(dialog).getByText(/muss eine zweite Person aus dem Betrieb bestätigen/)).toBeTruthy();
  await user.click(within(dialog).getByRole('radio', { name: /Freigeben/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Diese Anschrift übernehmen' }));
  await user.click(within(dialog).getByRole('checkbox'));
  await save();
  expect(
    await screen.findByText('Freigabe für Stadt Bamberg vorgeschlagen: Eine zweite Person muss sie bestätigen.'),
  ).toBeTruthy();
});

test('somebody whose letters are used up is granted one more, by the exact address', async () => {
  server.use(
    desk('DeskLetters', () => ({ letterBatches: list('LetterBatch', []) })),
    desk('LettersWaiting', () => ({ lettersWaiting: 0 })),
    mutation('ActivationLetterGrant', 'activationLetterGrant', () => ({ grantedAccountId: 'acc_9' })),
  );
  const { user } = renderApp('/betrieb?bereich=briefe');
  await user.click(await screen.findByRole('button', { name: 'Brief gewähren' }));
  expect((await screen.findByRole('alert')).textContent).toContain('E-Mail-Adresse oder eine Kennung');
  await user.type(screen.getByLabelText('E-Mail-Adresse oder Kennung'), 'ada@post.example');
  await user.click(screen.getByRole('button', { name: 'Brief gewähren' }));
  expect(await screen.findByText(/kann jetzt einen weiteren Brief anfordern/)).toBeTruthy();
  expect(inputs).toEqual([{ email: 'ada@post.example' }]);
});

test('an account is blocked by its exact address with a reason, and opened again', async () => {
  let blocked: object[] = [];
  server.use(
    desk('DeskBlockedAccounts', () => ({ blockedAccounts: list('BlockedAccount', blocked) })),
    mutation('AccountBlock', 'accountBlock', () => {
      blocked = [
        {
          __typename: 'BlockedAccount',
          id: 'acc_9',
          blockedAt: '2026-11-20T08:00:00.000000Z',
          blockedBy: 'acc_1',
          reason: 'Missbrauch',
        },
      ];
      return { account: blocked[0] as object };
    }),
    mutation('AccountUnblock', 'accountUnblock', () => {
      blocked = [];
      return { unblockedAccountId: 'acc_9' };
    }),
  );
  const { user } = renderApp('/betrieb?bereich=konten');
  await user.click(await screen.findByRole('button', { name: 'Konto sperren' }));
  const summary = (await screen.findByRole('alert')).textContent;
  expect(summary).toContain('E-Mail-Adresse oder eine Kennung');
  expect(summary).toContain('warum');
  await user.type(screen.getByLabelText('E-Mail-Adresse oder Kennung'), 'ada@post.example');
  await user.type(screen.getByLabelText('Grund'), 'Missbrauch');
  await user.click(screen.getByRole('button', { name: 'Konto sperren' }));
  expect(await screen.findByText('Gesperrt: acc_9')).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Sperre aufheben: Konto acc_9' }));
  expect(await screen.findByText('Sperre aufgehoben: acc_9')).toBeTruthy();
  expect(inputs).toEqual([{ email: 'ada@post.example', reason: 'Missbrauch' }, { accountId: 'acc_9' }]);
});
