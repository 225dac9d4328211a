import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test, vi } from 'vitest';
import {
  authority,
  channelState,
  inbox,
  inputs,
  mutation,
  openChannel,
  page,
  refused,
  settings,
  smime,
  trial,
} from '../../../test/channel.ts';
import { renderApp, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

beforeEach(openChannel);

test('who does not manage the authority is told so', async () => {
  channelState.channel = null;
  renderApp('/stelle/aut_1/kanal');
  expect(
    await screen.findByRole('heading', { level: 1, name: 'Diese Seite ist nicht für Sie freigegeben' }),
  ).toBeTruthy();
});

test('an inbox shows its state and nothing of mail', async () => {
  channelState.channel = inbox;
  renderApp('/stelle/aut_1/kanal');
  await page();
  expect(screen.getByText('In Betrieb')).toBeTruthy();
  expect(screen.getByText('100 MB')).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'Zertifikate Ihres Postfachs' })).toBeNull();
});

test('an operator sees the way and its certificates and changes neither', async () => {
  channelState.viewer = { ...someone, platformRoles: ['OPERATOR'] };
  renderApp('/stelle/aut_1/kanal');
  await page();
  expect(await screen.findByText('Weg und Zertifikate ändert nur die Behörde selbst')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Zertifikate Ihres Postfachs' })).toBeTruthy();
  for (const name of ['Weg speichern', 'Zertifikat hinzufügen', /^Zertifikat .* entfernen$/])
    expect(screen.queryByRole('button', { name })).toBeNull();
  expect(screen.getByRole('button', { name: 'Verbindungstest starten' })).toBeTruthy();
});

test('a suspended channel says what is wrong', async () => {
  channelState.channel = { ...smime, state: 'SUSPENDED', problem: 'Das Zertifikat ist abgelaufen.', profile: 'COMPAT' };
  renderApp('/stelle/aut_1/kanal');
  await page();
  expect(screen.getByText('Gestört')).toBeTruthy();
  expect(screen.getByText('Das Zertifikat ist abgelaufen.')).toBeTruthy();
});

test('a mailbox needs an address and a size, and is saved with the version that was shown', async () => {
  channelState.channel = inbox;
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

test('the address and the fingerprint of the platform can be read aloud', async () => {
  renderApp('/stelle/aut_1/kanal');
  expect(await screen.findByText('post@schalter.example')).toBeTruthy();
  expect(screen.getByText(Array(16).fill('CDCD').join(' '))).toBeTruthy();
});

test('answers to the connection test appear by themselves', async () => {
  const waiting = { ...smime, tests: [trial('WAITING'), trial('WAITING', 'COMPAT')] };
  server.use(
    mutation('ChannelTestStart', 'channelTest', () => {
      channelState.channel = waiting;
      return { authority: authority(waiting) };
    }),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  await user.click(screen.getByRole('button', { name: 'Verbindungstest starten' }));
  expect(await screen.findAllByText('Wartet auf Ihre Antwort')).toHaveLength(2);
  channelState.channel = {
    ...smime,
    state: 'ACTIVE',
    profile: 'COMPAT',
    tests: [trial('WAITING'), trial('ANSWERED', 'COMPAT')],
  };
  await waitFor(() => expect(screen.getByText('Beantwortet')).toBeTruthy());
  expect(screen.getByText('In Betrieb')).toBeTruthy();
}, 20_000);

test('a page that is out of sight asks nothing', async () => {
  channelState.channel = { ...smime, tests: [trial('WAITING')] };
  let asked = 0;
  server.use(
    graphql.query('ChannelOfAuthority', () => {
      asked++;
      return HttpResponse.json({ data: { node: authority(channelState.channel) } });
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
  channelState.channel = { ...smime, certificates: [] };
  renderApp('/stelle/aut_1/kanal');
  await page();
  expect(screen.getByText(/Der Test ist möglich, sobald/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Verbindungstest starten' })).toBeNull();
});

test('only operators can allow the older method, until a day within a year', async () => {
  channelState.viewer = { ...someone, platformRoles: ['OPERATOR'] };
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

test('a connection ends only after a question that names what follows', async () => {
  server.use(
    mutation('ChannelClose', 'channelClose', () => {
      channelState.channel = { ...smime, version: 4, state: 'CLOSED' };
      return { authority: authority(channelState.channel) };
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

test('how clerks are shown is saved with the version that was shown; who saved meanwhile is told, and the choice stays', async () => {
  channelState.channel = inbox;
  let version = 2;
  server.use(
    mutation('AuthoritySettingsSave', 'authoritySettingsSave', ({ expectedVersion, clerkDisplay }) => {
      if (expectedVersion !== version) {
        return {
          authority: null,
          userErrors: [{ __typename: 'UserError', code: 'STALE', field: null, message: 'Inzwischen geändert.' }],
        };
      }
      const answered = { ...settings, version: version + 1, clerkDisplay };
      return { authority: { __typename: 'Authority', id: 'aut_1', settings: answered }, userErrors: [] };
    }),
    graphql.query('SettingsOfAuthority', () =>
      HttpResponse.json({
        data: {
          node: {
            __typename: 'Authority',
            id: 'aut_1',
            settings: { ...settings, version },
          },
        },
      }),
    ),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  const section = within(await screen.findByRole('region', { name: 'Wie Ihre Beschäftigten genannt werden' }));
  expect((await section.findByRole<HTMLInputElement>('radio', { name: /Mit Namen/ })).checked).toBe(true);
  version = 3;
  await user.click(section.getByRole('radio', { name: /Nur mit der Aufgabe/ }));
  await user.click(section.getByRole('button', { name: 'Speichern' }));
  expect(await section.findByText('Inzwischen geändert.')).toBeTruthy();
  expect(section.getByRole<HTMLInputElement>('radio', { name: /Nur mit der Aufgabe/ }).checked).toBe(true);
  await waitFor(async () => {
    await user.click(section.getByRole('button', { name: 'Speichern' }));
    expect(section.queryByText('Gespeichert')).toBeTruthy();
  });
  expect(inputs.at(-1)).toEqual({ authorityId: 'aut_1', expectedVersion: 3, clerkDisplay: 'ROLE' });
});

test('the automatic reply leaves how clerks are shown as it is; what was refused stays in the field, and saved is not shown beside it', async () => {
  channelState.channel = inbox;
  let refuse = true;
  server.use(
    mutation('AuthoritySettingsSave', 'authoritySettingsSave', ({ clerkDisplay, autoReply }) => {
      if (refuse) {
        return {
          authority: null,
          userErrors: [{ __typename: 'UserError', code: 'TOO_LONG', field: ['autoReply'], message: 'Zu lang.' }],
        };
      }
      const answered = { ...settings, version: 3, clerkDisplay, autoReply };
      return { authority: { __typename: 'Authority', id: 'aut_1', settings: answered }, userErrors: [] };
    }),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  const section = within(await screen.findByRole('region', { name: 'Automatische Antwort' }));
  const text = await section.findByLabelText<HTMLTextAreaElement>(/Das erfahren alle/);
  await user.type(text, 'Montags geschlossen.');
  await user.click(section.getByRole('button', { name: 'Speichern' }));
  expect(await section.findByText('Zu lang.')).toBeTruthy();
  expect(text.value).toBe('Montags geschlossen.');
  refuse = false;
  await user.click(section.getByRole('button', { name: 'Speichern' }));
  expect(await section.findByText('Gespeichert')).toBeTruthy();
  expect(section.queryByText('Zu lang.')).toBeNull();
  expect(inputs.at(-1)).toEqual({
    authorityId: 'aut_1',
    expectedVersion: 2,
    clerkDisplay: 'NAME',
    autoReply: 'Montags geschlossen.',
  });
  refuse = true;
  await user.clear(text);
  expect(section.queryByText('Gespeichert')).toBeNull();
  await user.click(section.getByRole('button', { name: 'Speichern' }));
  expect(await section.findByText('Zu lang.')).toBeTruthy();
  expect(inputs.at(-1)).toMatchObject({ autoReply: null });
});

test('a refusal does not stand beside what was saved before', async () => {
  channelState.channel = inbox;
  let refuse = false;
  const authority = { __typename: 'Authority', id: 'aut_1', settings };
  server.use(
    mutation('AuthoritySettingsSave', 'authoritySettingsSave', () =>
      refuse
        ? {
            authority: null,
            userErrors: [{ __typename: 'UserError', code: 'FORBIDDEN', field: null, message: 'Nein.' }],
          }
        : { authority, userErrors: [] },
    ),
    graphql.query('SettingsOfAuthority', () => HttpResponse.json({ data: { node: authority } })),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await page();
  const section = within(await screen.findByRole('region', { name: 'Wie Ihre Beschäftigten genannt werden' }));
  await user.click(await section.findByRole('button', { name: 'Speichern' }));
  expect(await section.findByText('Gespeichert')).toBeTruthy();
  refuse = true;
  await user.click(section.getByRole('button', { name: 'Speichern' }));
  expect(await section.findByText('Nein.')).toBeTruthy();
  expect(section.queryByText('Gespeichert')).toBeNull();
});
