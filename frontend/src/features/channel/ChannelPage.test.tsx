import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const certificate = {
  __typename: 'Certificate',
  id: 'crt_1',
  subject: 'CN=Poststelle Bamberg',
  issuer: 'CN=Test CA',
  serialNumber: '1F',
  fingerprint: 'ab'.repeat(32),
  emails: ['post@bamberg.example'],
  key: 'RSA 3072',
  forSigning: true,
  forEncryption: true,
  notBefore: '2026-01-01T00:00:00.000000Z',
  notAfter: new Date(Date.now() + 20.5 * 86_400_000).toISOString(),
  state: 'EXPIRES_SOON',
  revocationCheckedAt: null,
  gatewayDomain: null as string | null,
  warnings: ['Der Schlüssel sollte länger sein.'],
};
const inbox = {
  __typename: 'Channel',
  version: 3,
  kind: 'INBOX',
  state: 'ACTIVE',
  problem: null,
  email: null as string | null,
  profile: null as string | null,
  legacyUntil: null as string | null,
  mailLimitBytes: null as number | null,
  maxMessageBytes: 100_000_000,
  certificates: [] as object[],
  tests: [] as object[],
};
const smime = {
  ...inbox,
  kind: 'SMIME',
  state: 'PENDING',
  email: 'post@bamberg.example',
  mailLimitBytes: 25 * 1024 * 1024,
  maxMessageBytes: 18_000_000,
  certificates: [certificate],
};
const authority = (channel: object | null) => ({
  __typename: 'Authority',
  id: 'aut_1',
  name: 'Stadt Bamberg',
  reachability: 'CONNECTED',
  channel,
});
const trial = (state: string, profile = 'MODERN') => ({
  __typename: 'ChannelTest',
  startedAt: '2026-11-23T08:00:00.000000Z',
  profile,
  state,
  answeredAt: state === 'ANSWERED' ? '2026-11-23T08:05:00.000000Z' : null,
  result: null,
});

let channel: object | null = smime;
const here = { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' };
const admin = {
  ...someone,
  memberships: [
    {
      __typename: 'Membership',
      id: 'mem_1',
      roles: ['ADMIN'],
      allAuthorities: true,
      organisation: { __typename: 'Organisation', id: 'org_1', name: 'Stadt Bamberg', authorities: [here] },
      authorities: [],
    },
  ],
};
const colleague = {
  __typename: 'Membership',
  id: 'mem_2',
  version: 4,
  name: 'Bob Beispiel',
  me: false,
  roles: ['CLERK'],
  allAuthorities: true,
  authorities: [],
};
let members: object[] = [colleague];
let viewer: object = admin;
const inputs: unknown[] = [];

function mutation(name: string, root: string, answer: (input: Record<string, unknown>) => object) {
  return graphql.mutation(name, ({ variables }) => {
    inputs.push(variables.input);
    return HttpResponse.json({
      data: { [root]: { __typename: `${root}Payload`, userErrors: [], ...answer(variables.input) } },
    });
  });
}

const refused = (field: string, message: string) => ({
  authority: null,
  userErrors: [{ __typename: 'UserError', code: 'INVALID', field: [field], message }],
});

beforeEach(() => {
  inputs.length = 0;
  channel = smime;
  members = [colleague];
  viewer = admin;
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('OrganisationMembers', () =>
      HttpResponse.json({
        data: {
          organisation: {
            __typename: 'Organisation',
            id: 'org_1',
            authorities: [here],
            internal: {
              __typename: 'OrganisationInternal',
              members: {
                __typename: 'MembershipConnection',
                edges: members.map((node) => ({ __typename: 'MembershipEdge', cursor: 'c', node })),
                pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
              },
            },
          },
        },
      }),
    ),
    graphql.query('ChannelOfAuthority', () => HttpResponse.json({ data: { node: authority(channel) } })),
    graphql.query('GatewayKeys', () =>
      HttpResponse.json({
        data: {
          platformKeys: {
            __typename: 'PlatformKeys',
            gatewayEmail: 'post@schalter.example',
            gatewayCertificate: {
              __typename: 'PlatformCertificate',
              subject: 'CN=Schalter',
              issuer: 'CN=Schalter CA',
              fingerprint: 'cd'.repeat(32),
              notAfter: '2027-11-01T00:00:00.000000Z',
              pem: '-----BEGIN CERTIFICATE-----',
            },
          },
        },
      }),
    ),
  );
});

const page = () => screen.findByRole('heading', { level: 1, name: 'Weg der Nachrichten' });

test('who does not manage the authority is told so', async () => {
  channel = null;
  renderApp('/stelle/aut_1/kanal');
  expect(
    await screen.findByRole('heading', { level: 1, name: 'Diese Seite ist nicht für Sie freigegeben' }),
  ).toBeTruthy();
});

test('an inbox shows its state and nothing of mail', async () => {
  channel = inbox;
  renderApp('/stelle/aut_1/kanal');
  await page();
  expect(screen.getByText('In Betrieb')).toBeTruthy();
  expect(screen.getByText('100 MB')).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'Zertifikate Ihres Postfachs' })).toBeNull();
});

test('an operator sees the way and its certificates and changes neither', async () => {
  viewer = { ...someone, platformRoles: ['OPERATOR'] };
  renderApp('/stelle/aut_1/kanal');
  await page();
  expect(await screen.findByText('Weg und Zertifikate ändert nur die Behörde selbst')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Zertifikate Ihres Postfachs' })).toBeTruthy();
  for (const name of ['Weg speichern', 'Zertifikat hinzufügen', /^Zertifikat .* entfernen$/])
    expect(screen.queryByRole('button', { name })).toBeNull();
  expect(screen.getByRole('button', { name: 'Verbindungstest starten' })).toBeTruthy();
});

test('a suspended channel says what is wrong', async () => {
  channel = { ...smime, state: 'SUSPENDED', problem: 'Das Zertifikat ist abgelaufen.', profile: 'COMPAT' };
  renderApp('/stelle/aut_1/kanal');
  await page();
  expect(screen.getByText('Gestört')).toBeTruthy();
  expect(screen.getByText('Das Zertifikat ist abgelaufen.')).toBeTruthy();
});

test('a mailbox needs an address and a size, and is saved with the version that was shown', async () => {
  channel = inbox;
  server.use(
    mutation('ChannelSet', 'channelSet', ({ email, mailLimitBytes }) => ({
      authority: authority({ ...inbox, version: 4, email, mailLimitBytes }),
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.click(screen.getByRole('radio', { name: 'E-Mail-Postfach mit S/MIME' }));
  await user.click(screen.getByRole('button', { name: 'Weg speichern' }));
  const summary = await screen.findByRole('alert');
  expect(summary.textContent).toContain('Geben Sie die Adresse des Postfachs ein');
  expect(summary.textContent).toContain('Geben Sie die Größe als ganze Zahl');
  await user.type(screen.getByLabelText('Adresse des Postfachs'), 'post@bamberg.example');
  await user.type(screen.getByLabelText(/Größte E-Mail/), '20');
  await user.click(screen.getByRole('button', { name: 'Weg speichern' }));
  expect(await screen.findByText('Gespeichert')).toBeTruthy();
  expect(inputs).toEqual([
    {
      authorityId: 'aut_1',
      expectedVersion: 3,
      kind: 'SMIME',
      email: 'post@bamberg.example',
      mailLimitBytes: 20 * 1024 * 1024,
    },
  ]);
  // The inbox is in use until the test is answered; the mailbox is worked on meanwhile.
  expect(screen.getByText(/post@bamberg.example wird eingerichtet/)).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Zertifikate Ihres Postfachs' })).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'E-Mail-Postfach mit S/MIME' }).checked).toBe(true);
});

test('what the server refuses stands at its field', async () => {
  server.use(mutation('ChannelSet', 'channelSet', () => refused('mailLimitBytes', 'Das ist zu viel.')));
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.click(screen.getByRole('button', { name: 'Weg speichern' }));
  const summary = await screen.findByRole('alert');
  await user.click(within(summary).getByRole('link', { name: 'Das ist zu viel.' }));
  expect(document.activeElement).toBe(screen.getByLabelText(/Größte E-Mail/));
});

test('a certificate is shown with its state, warnings and the hint at its successor', async () => {
  renderApp('/stelle/aut_1/kanal');
  await page();
  expect(screen.getByText('Läuft bald ab')).toBeTruthy();
  expect(screen.getByText('Ihr Zertifikat läuft in 20 Tagen ab')).toBeTruthy();
  expect(screen.getByText('Der Schlüssel sollte länger sein.')).toBeTruthy();
  expect(screen.getByText('Verschlüsseln, Unterschreiben')).toBeTruthy();
});

test('the address and the fingerprint of the platform can be read aloud', async () => {
  renderApp('/stelle/aut_1/kanal');
  expect(await screen.findByText('post@schalter.example')).toBeTruthy();
  expect(screen.getByText(Array(16).fill('CDCD').join(' '))).toBeTruthy();
});

const file = (name: string, ...content: BlobPart[]) => new File(content, name);
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

test('a chosen file is sent as it is, and what came of it is said', async () => {
  server.use(
    mutation('CertificateAdd', 'certificateAdd', () => ({
      certificate: { __typename: 'Certificate', id: 'crt_2', subject: 'CN=Neu' },
      authority: authority({
        ...smime,
        certificates: [certificate, { ...certificate, id: 'crt_2', subject: 'CN=Neu' }],
      }),
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.upload(screen.getByTestId('certificate-file'), file('neu.cer', Uint8Array.from([0x30, 0x02, 0x30, 0x00])));
  expect(await screen.findByText('neu.cer')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Zertifikat hinzufügen' }));
  expect(await screen.findByText('Gespeichert: Neu')).toBeTruthy();
  expect(inputs).toEqual([{ authorityId: 'aut_1', der: 'MAIwAA==' }]);
  expect(screen.getByRole('heading', { level: 3, name: 'Neu' })).toBeTruthy();
});

test('a certificate of the gateway is sent with what the admin states, and shown as that', async () => {
  const added = {
    ...certificate,
    id: 'crt_2',
    subject: 'CN=Gateway',
    emails: ['gateway@bamberg.example'],
    gatewayDomain: 'bamberg.example',
  };
  server.use(
    mutation('CertificateAdd', 'certificateAdd', () => ({
      certificate: { __typename: 'Certificate', id: 'crt_2', subject: 'CN=Gateway' },
      authority: authority({ ...smime, certificates: [certificate, added] }),
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  expect(screen.queryByText(/so beim Hochladen erklärt/)).toBeNull();
  await user.upload(screen.getByTestId('certificate-file'), file('gw.cer', Uint8Array.from([0x30, 0x02, 0x30, 0x00])));
  await user.click(screen.getByRole('checkbox', { name: /Zertifikat unseres Mail-Gateways/ }));
  await user.click(screen.getByRole('button', { name: 'Zertifikat hinzufügen' }));
  expect(await screen.findByText(/für alle Postfächer unter bamberg.example, so beim Hochladen erklärt/)).toBeTruthy();
  expect(inputs).toEqual([{ authorityId: 'aut_1', der: 'MAIwAA==', gateway: true }]);
});

test('why a certificate does not count for the gateway stands at the statement', async () => {
  server.use(
    mutation('CertificateAdd', 'certificateAdd', () => ({
      ...refused('gateway', 'Dort kann jeder ein Postfach haben.'),
      certificate: null,
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.upload(screen.getByTestId('certificate-file'), file('gw.cer', Uint8Array.from([0x30, 0x02, 0x30, 0x00])));
  const box = screen.getByRole('checkbox', { name: /Zertifikat unseres Mail-Gateways/ });
  await user.click(box);
  await user.click(screen.getByRole('button', { name: 'Zertifikat hinzufügen' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Dort kann jeder ein Postfach haben.');
  expect(box.getAttribute('aria-invalid')).toBe('true');
});

test('a file with a private key is refused before anything is sent', async () => {
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.upload(
    screen.getByTestId('certificate-file'),
    file('schluessel.pem', '-----BEGIN PRIVATE KEY-----\nAA\n-----END PRIVATE KEY-----'),
  );
  expect((await screen.findByRole('alert')).textContent).toContain('geheimen Schlüssel');
  expect(inputs).toEqual([]);
});

test('what the server finds wrong with a pasted certificate stands at its text', async () => {
  server.use(
    mutation('CertificateAdd', 'certificateAdd', () => ({
      ...refused('pem', 'Der Schlüssel ist zu kurz.'),
      certificate: null,
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.click(screen.getByText('Oder als Text einfügen'));
  await user.click(screen.getByLabelText(/Text des Zertifikats/));
  await user.paste(pem);
  await user.click(screen.getByRole('button', { name: 'Zertifikat hinzufügen' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Der Schlüssel ist zu kurz.');
  expect(screen.getByLabelText(/Text des Zertifikats/).getAttribute('aria-invalid')).toBe('true');
});

test('removing the last certificate says what will no longer work', async () => {
  server.use(
    mutation('CertificateRemove', 'certificateRemove', () => ({
      authority: authority({ ...smime, certificates: [] }),
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.click(screen.getByRole('button', { name: /^Zertifikat Poststelle Bamberg entfernen/ }));
  const dialog = screen.getByRole('dialog');
  expect(dialog.textContent).toContain('das letzte brauchbare Zertifikat');
  await user.click(within(dialog).getByRole('button', { name: 'Entfernen' }));
  expect(await screen.findByText('Noch kein Zertifikat hinterlegt')).toBeTruthy();
  expect(inputs).toEqual([{ certificateId: 'crt_1' }]);
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Zertifikate Ihres Postfachs'));
});

test('answers to the connection test appear by themselves', async () => {
  const waiting = { ...smime, tests: [trial('WAITING'), trial('WAITING', 'COMPAT')] };
  server.use(
    mutation('ChannelTestStart', 'channelTest', () => {
      channel = waiting;
      return { authority: authority(waiting) };
    }),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.click(screen.getByRole('button', { name: 'Verbindungstest starten' }));
  expect(await screen.findAllByText('Wartet auf Ihre Antwort')).toHaveLength(2);
  channel = { ...smime, state: 'ACTIVE', profile: 'COMPAT', tests: [trial('WAITING'), trial('ANSWERED', 'COMPAT')] };
  await waitFor(() => expect(screen.getByText('Beantwortet')).toBeTruthy());
  expect(screen.getByText('In Betrieb')).toBeTruthy();
}, 20_000);

test('a page that is out of sight asks nothing', async () => {
  channel = { ...smime, tests: [trial('WAITING')] };
  let asked = 0;
  server.use(
    graphql.query('ChannelOfAuthority', () => {
      asked++;
      return HttpResponse.json({ data: { node: authority(channel) } });
    }),
  );
  renderApp('/stelle/aut_1/kanal');
  await page();
  const before = asked;
  const sight = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  await new Promise((wait) => setTimeout(wait, 4500));
  expect(asked).toBe(before);
  sight.mockRestore();
}, 20_000);

test('without mailbox and certificate there is nothing to test yet', async () => {
  channel = { ...smime, certificates: [] };
  renderApp('/stelle/aut_1/kanal');
  await page();
  expect(screen.getByText(/Der Test ist möglich, sobald/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Verbindungstest starten' })).toBeNull();
});

test('only operators can allow the older method, until a day within a year', async () => {
  viewer = { ...someone, platformRoles: ['OPERATOR'] };
  server.use(
    mutation('ChannelLegacyAllow', 'channelLegacyAllow', ({ until }) => ({
      authority: authority({ ...smime, legacyUntil: until }),
    })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.click(await screen.findByRole('button', { name: 'Älteres Verfahren erlauben' }));
  expect((await screen.findByRole('alert')).textContent).toContain('in den nächsten 365 Tagen');
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await user.type(screen.getByLabelText('Erlauben bis'), day);
  await user.click(screen.getByRole('button', { name: 'Älteres Verfahren erlauben' }));
  expect(await screen.findByText(/^Erlaubt bis/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Erlaubnis zurücknehmen' }));
  expect(await screen.findByText('Zurzeit nicht erlaubt.')).toBeTruthy();
  expect(inputs).toEqual([
    { authorityId: 'aut_1', until: day },
    { authorityId: 'aut_1', until: null },
  ]);
});

test('an admin changes what a colleague may do, and is told why not', async () => {
  let refusal = true;
  server.use(
    mutation('MemberUpdate', 'memberUpdate', () => {
      if (refusal)
        return { membership: null, ...refused('roles', 'Das ist die letzte Person, die diese Stelle verwaltet.') };
      members = [{ ...colleague, version: 5, roles: ['CLERK', 'ADMIN'] }];
      return { membership: members[0] as object };
    }),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await user.click(await screen.findByRole('button', { name: 'Rechte von Bob Beispiel ändern' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('checkbox', { name: 'Verwaltung der Stelle' }));
  await user.click(within(dialog).getByRole('button', { name: 'Speichern' }));
  expect(await within(dialog).findByText(/letzte Person/)).toBeTruthy();
  refusal = false;
  await user.click(within(dialog).getByRole('button', { name: 'Speichern' }));
  expect(await screen.findByText('Rechte von Bob Beispiel geändert')).toBeTruthy();
  expect(await screen.findByText('Sachbearbeitung, Verwaltung der Stelle')).toBeTruthy();
  expect(inputs.at(-1)).toEqual({
    membershipId: 'mem_2',
    expectedVersion: 4,
    roles: ['CLERK', 'ADMIN'],
    allAuthorities: true,
    authorityIds: [],
  });
});

test('a colleague is removed only after a question', async () => {
  server.use(
    mutation('MemberRemove', 'memberRemove', () => {
      members = [];
      return { removedMembershipId: 'mem_2' };
    }),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await user.click(await screen.findByRole('button', { name: 'Rechte von Bob Beispiel ändern' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Entfernen' }));
  const question = await screen.findByRole('dialog', { name: 'Bob Beispiel entfernen?' });
  expect(inputs).toEqual([]);
  expect(within(question).getByText(/niemandem mehr zugewiesen/)).toBeTruthy();
  await user.click(within(question).getByRole('button', { name: 'Endgültig entfernen' }));
  expect(await screen.findByText('Entfernt: Bob Beispiel')).toBeTruthy();
  await waitFor(() => expect(screen.queryByText('Bob Beispiel')).toBeNull());
  expect(inputs).toEqual([{ membershipId: 'mem_2' }]);
});

test('a connection ends only after a question that names what follows', async () => {
  server.use(
    mutation('ChannelClose', 'channelClose', () => {
      channel = { ...smime, version: 4, state: 'CLOSED' };
      return { authority: authority(channel) };
    }),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await user.click(await screen.findByRole('button', { name: 'Anbindung beenden' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('gilt als nicht zugestellt');
  expect(inputs).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Anbindung beenden' }));
  expect(await screen.findByText('Diese Behörde ist nicht mehr angebunden')).toBeTruthy();
  expect(inputs).toEqual([{ authorityId: 'aut_1', expectedVersion: 3 }]);
});
