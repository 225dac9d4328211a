import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { address, deskState, inputs, mutation, openDesk, request, reviewed } from '../../../test/desk.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { changeLocale } from '../../lib/changeDisplay.ts';

beforeEach(openDesk);

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
      deskState.requests = [];
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
  deskState.operators = count;
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

    deskState.doubts = [
      doubt('STREET_MISSING'),
      doubt('HOUSE_NUMBER_MISSING'),
      doubt('POSTAL_CODE_OF_OTHER_TOWN', [bamberg]),
    ];
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
  deskState.requests = [];
  deskState.proposals = [
    { ...request, state: 'RELEASE_PROPOSED', address, proposedBy: 'Birgit Kastner', proposedAt: request.requestedAt },
  ];
  deskState.doubts = [doubt('HOUSE_NUMBER_MISSING')];
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

test('a release that a colleague proposed is confirmed by the address shown', async () => {
  deskState.requests = [];
  deskState.proposals = [
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
      deskState.proposals = [];
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
