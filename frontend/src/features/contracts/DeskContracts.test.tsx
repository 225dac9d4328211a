import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { contract, organisation, wholeList } from '../../../test/trade.ts';
import { unknownPlaceholders } from './placeholders.ts';

type Sent = Record<string, unknown>;

const reuse = (given: object = {}) =>
  contract('reuse', {
    level: 'REUSE',
    state: 'EFFECTIVE',
    documentDigest: null,
    signableAs: null,
    orderId: null,
    grantor: organisation('fitko', 'FITKO', 'FEDERAL_BROKER'),
    grantee: organisation('stmd', 'Digitalministerium', 'STATE_MINISTRY'),
    chain: [],
    ...given,
  });

function playing(operator = true) {
  const sent: Sent[] = [];
  const viewer = { ...someone, platformRoles: operator ? ['OPERATOR'] : [] };
  const template = {
    __typename: 'ContractTemplate',
    id: 'ctt_1',
    level: 'SUB_SUB_REUSE',
    version: 1,
    body: 'Vertrag {{contract.reference}}',
    validFrom: '2026-01-01',
    annexes: [{ __typename: 'ContractAnnex', title: 'Datenschutz', body: 'Text' }],
  };
  let templates = [template];
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('MarketViewer', () => HttpResponse.json({ data: { viewer: { ...viewer, marketAccounts: [] } } })),
    graphql.query('DeskContracts', () =>
      HttpResponse.json({ data: { desk: { __typename: 'Desk', contracts: wholeList([reuse()]) } } }),
    ),
    graphql.query('DeskContract', () => HttpResponse.json({ data: { node: reuse() } })),
    graphql.query('ContractParents', () =>
      HttpResponse.json({
        data: { desk: { __typename: 'Desk', contracts: wholeList([reuse({ id: 'ctr_top', reference: 'V-TOP' })]) } },
      }),
    ),
    graphql.query('ContractsBelow', () =>
      HttpResponse.json({
        data: { node: { ...reuse(), children: wholeList([contract('a')]) } },
      }),
    ),
    graphql.query('ContractOfferings', () =>
      HttpResponse.json({
        data: {
          offerings: wholeList([contract('a').offering]),
        },
      }),
    ),
    graphql.query('ContractOrganisations', ({ variables }) =>
      HttpResponse.json({ data: { organisations: wholeList([organisation(variables.search, variables.search)]) } }),
    ),
    graphql.mutation('ContractRecord', ({ variables: { input } }) => {
      sent.push(input);
      return HttpResponse.json({
        data: {
          contractRecord: {
            __typename: 'ContractRecordPayload',
            contract: reuse({ state: input.state }),
            userErrors: [],
          },
        },
      });
    }),
    graphql.query('ContractTemplates', () =>
      HttpResponse.json({ data: { desk: { __typename: 'Desk', contractTemplates: wholeList(templates) } } }),
    ),
    graphql.mutation('ContractTemplateSave', ({ variables: { input } }) => {
      sent.push(input);
      const saved = { ...template, id: 'ctt_2', version: 2, body: input.body, validFrom: input.validFrom };
      templates = [saved, ...templates];
      return HttpResponse.json({
        data: {
          contractTemplateSave: { __typename: 'ContractTemplateSavePayload', template: saved, userErrors: [] },
        },
      });
    }),
  );
  signIn();
  return sent;
}

test('a link of the chain is recorded with the one above, its parties and its days', async () => {
  const sent = playing();
  const { user } = renderApp('/betrieb/vertraege?vertrag=neu');
  await screen.findByRole('heading', { level: 1, name: 'Vertrag der Kette erfassen' });
  await user.click(await screen.findByRole('button', { name: 'Vertrag speichern' }));
  expect((await screen.findByRole('alert')).querySelectorAll('li')).toHaveLength(4);
  await user.selectOptions(screen.getByLabelText('Ebene'), 'Nachnutzungsvertrag');
  expect(screen.getByText(/In der Regel das Digitalministerium, ausnahmsweise ein anderes/)).toBeTruthy();
  await user.type(screen.getByRole('combobox', { name: 'Leistung' }), 'gewerbe');
  await user.click(await screen.findByRole('option', { name: 'Gewerbe anmelden' }));
  await user.selectOptions(await screen.findByLabelText('Vertrag darüber'), await screen.findByText(/^V-TOP/));
  await user.type(screen.getByRole('combobox', { name: 'Wer das Recht gibt' }), 'FITKO');
  await user.click(await screen.findByRole('option', { name: 'FITKO' }));
  await user.type(screen.getByRole('combobox', { name: 'Wer es bekommt' }), 'Innenministerium');
  await user.click(await screen.findByRole('option', { name: 'Innenministerium' }));
  await user.click(screen.getByRole('radio', { name: 'Wirksam' }));
  await user.type(screen.getByLabelText(/^Beginn/), '2026-01-01');
  await user.type(screen.getByLabelText(/^Kündigungsfrist/), '6');
  await user.click(screen.getByRole('button', { name: 'Vertrag speichern' }));
  await screen.findByRole('heading', { level: 1, name: 'Nachnutzungsvertrag: Gewerbe anmelden' });
  expect(sent).toEqual([
    {
      contractId: null,
      expectedVersion: null,
      level: 'REUSE',
      parentId: 'ctr_top',
      offeringId: 'off_gewerbe',
      grantorId: 'org_FITKO',
      granteeId: 'org_Innenministerium',
      state: 'EFFECTIVE',
      effectiveFrom: '2026-01-01',
      endsOn: null,
      noticePeriodMonths: 6,
      idempotencyKey: expect.any(String),
    },
  ]);
});

test('a link is put on hold, with what rests on it in sight', async () => {
  const sent = playing();
  const { user } = renderApp('/betrieb/vertraege');
  await user.click(await screen.findByRole('link', { name: /Gewerbe anmelden/ }));
  const below = within(await screen.findByRole('region', { name: 'Darauf beruhen' }));
  expect(await below.findByText('1 Vertrag darunter')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Angaben ändern' }));
  await user.click(screen.getByRole('radio', { name: /^Ruht/ }));
  await user.click(screen.getByRole('button', { name: 'Vertrag speichern' }));
  await screen.findByRole('button', { name: 'Angaben ändern' });
  expect(sent[0]).toMatchObject({ contractId: 'ctr_reuse', expectedVersion: 1, state: 'ON_HOLD' });
});

test('F25 who terminates a municipality’s contract at the desk by a shared account is asked for a name, who records links is not', async () => {
  const shared = {
    __typename: 'MarketAccount',
    id: 'mac_1',
    state: 'ACTIVE',
    shared: true,
    maySign: true,
    organisation: null,
  };
  for (const [recorded, asked] of [
    [true, 0],
    [false, 1],
  ] as const) {
    playing();
    const own = recorded ? {} : { documentDigest: 'abcd'.repeat(16), orderId: 'ord_1' };
    server.use(
      graphql.query('MarketViewer', () =>
        HttpResponse.json({ data: { viewer: { ...someone, platformRoles: ['OPERATOR'], marketAccounts: [shared] } } }),
      ),
      graphql.query('DeskContract', () =>
        HttpResponse.json({ data: { node: reuse({ terminableFrom: '2027-02-28', ...own }) } }),
      ),
      graphql.query('ContractTermination', () =>
        HttpResponse.json({
          data: {
            node: {
              __typename: 'Contract',
              id: 'ctr_reuse',
              termination: {
                __typename: 'ContractTermination',
                affectedCount: 0,
                digest: 'x',
                affected: wholeList([]),
              },
            },
          },
        }),
      ),
    );
    renderApp('/betrieb/vertraege?vertrag=ctr_reuse');
    await screen.findByText('Es endet nur dieser Vertrag. Die Leistung darf danach nicht weiter genutzt werden.');
    await waitFor(() => expect(screen.queryAllByLabelText('Wer kündigt?')).toHaveLength(asked));
    document.body.replaceChildren();
  }
});

test('the next version of a template is written with annexes, and knows its placeholders', async () => {
  const sent = playing();
  const { user } = renderApp('/betrieb/vertragsvorlagen');
  await screen.findByRole('button', { name: 'Vorschau als PDF, Fassung 1' });
  const body = screen.getByLabelText('Text des Vertrags');
  await user.type(body, ' mit {{{{grantee.nam}}');
  await user.click(screen.getByRole('button', { name: 'Anlage hinzufügen' }));
  await user.click(screen.getByRole('button', { name: 'Als Fassung 2 speichern' }));
  const said = (await screen.findByRole('alert')).textContent;
  for (const words of ['Diese Platzhalter gibt es nicht: grantee.nam', 'Füllen Sie die Anlage aus', 'ab wann'])
    expect(said).toContain(words);
  await user.type(body, '{Backspace}{Backspace}e}}');
  const second = within(screen.getByRole('group', { name: /Anlage 2/ }));
  await user.type(second.getByLabelText('Titel'), 'Leistungen');
  await user.type(second.getByLabelText('Text der Anlage'), 'Liste');
  await user.type(screen.getByLabelText('Gilt ab'), '2027-01-01');
  await user.click(screen.getByRole('button', { name: 'Als Fassung 2 speichern' }));
  await screen.findByRole('button', { name: 'Vorschau als PDF, Fassung 2' });
  expect(sent).toEqual([
    {
      level: 'SUB_SUB_REUSE',
      expectedVersion: 1,
      body: 'Vertrag {{contract.reference}} mit {{grantee.name}}',
      annexes: [
        { title: 'Datenschutz', body: 'Text' },
        { title: 'Leistungen', body: 'Liste' },
      ],
      validFrom: '2027-01-01',
    },
  ]);
});

test('placeholders that there are not are found, each once', () => {
  expect(unknownPlaceholders(['{{a}} {{ b }} {{c}} {{c}}', '{{d'], ['a', 'b'])).toEqual(['c']);
});

test('the operators’ pages of contracts are for operators', async () => {
  playing(false);
  renderApp('/betrieb/vertragsvorlagen');
  await screen.findByText('Diese Seite ist für den Betrieb.');
  expect(screen.queryByRole('button', { name: /speichern/ })).toBeNull();
});
