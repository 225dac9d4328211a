import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const person = { ...someone, trustLevel: 'EMAIL' };
let inputs: unknown[] = [];
let userErrors: object[] = [];
let doubts: object[] = [];

beforeEach(() => {
  inputs = [];
  userErrors = [];
  doubts = [];
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: person } })),
    graphql.query('ActivationState', () => HttpResponse.json({ data: { viewer: person } })),
    graphql.query('PostalAddressReview', () =>
      HttpResponse.json({ data: { postalAddressReview: { __typename: 'PostalAddressReview', doubts, userErrors } } }),
    ),
    graphql.mutation('PostalAddressSet', ({ variables }) => {
      inputs.push(variables.input.address);
      return HttpResponse.json({
        data: {
          postalAddressSet: {
            __typename: 'PostalAddressSetPayload',
            viewer: person,
            userErrors: [],
          },
        },
      });
    }),
  );
});

const next = () => screen.getByRole('button', { name: 'Weiter' });
const order = async (user: ReturnType<typeof renderApp>['user']) => {
  await user.click(next());
  await user.click(await screen.findByRole('button', { name: 'Brief anfordern' }));
};

test('a German address is sent in its parts', async () => {
  const { user } = renderApp('/konto/anschrift');
  await user.type(await screen.findByLabelText('Straße'), 'Hauptstraße');
  await user.type(screen.getByLabelText('Hausnummer'), '12 a');
  await user.type(screen.getByLabelText('Postleitzahl'), '95444');
  await user.type(screen.getByLabelText('Ort'), 'Bayreuth');
  await order(user);
  await waitFor(() => expect(inputs.length).toBe(1));
  expect(inputs[0]).toEqual({
    country: 'DE',
    addition: null,
    street: 'Hauptstraße',
    houseNumber: '12 a',
    postalCode: '95444',
    city: 'Bayreuth',
    region: null,
  });
});

test('a hamlet without streets needs only place and house number', async () => {
  const { user } = renderApp('/konto/anschrift');
  await user.click(await screen.findByRole('checkbox', { name: /keinen Straßennamen/ }));
  expect(screen.queryByLabelText('Straße')).toBeNull();
  await user.type(screen.getByLabelText('Hausnummer'), '3');
  await user.type(screen.getByLabelText('Postleitzahl'), '95473');
  await user.type(screen.getByLabelText('Ort oder Ortsteil'), 'Hinterkleebach');
  await order(user);
  await waitFor(() => expect(inputs[0]).toMatchObject({ street: null, houseNumber: '3', city: 'Hinterkleebach' }));
});

test('a foreign address follows the custom of its country', async () => {
  const { user } = renderApp('/konto/anschrift');
  await user.selectOptions(await screen.findByLabelText('Land'), 'IE');
  await user.type(screen.getByLabelText('Straße und Hausnummer'), '7 O’Connell Street');
  await user.type(screen.getByLabelText('Ort'), 'Dublin');
  await order(user);
  await waitFor(() =>
    expect(inputs[0]).toMatchObject({
      country: 'IE',
      street: '7 O’Connell Street',
      houseNumber: null,
      postalCode: null,
    }),
  );
});

test('what is missing is named at its field and in the summary', async () => {
  const { user } = renderApp('/konto/anschrift');
  await screen.findByLabelText('Straße');
  await user.click(next());
  const links = within(await screen.findByRole('alert')).getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['#street', '#postalCode', '#city']);
  expect(inputs).toEqual([]);
});

test('a refusal of the server by path appears at its field, and the answers stay', async () => {
  userErrors = [
    { __typename: 'UserError', code: 'INVALID', field: ['address', 'postalCode'], message: 'Gibt es nicht.' },
  ];
  const { user } = renderApp('/konto/anschrift');
  await user.type(await screen.findByLabelText('Straße'), 'Hauptstraße');
  await user.type(screen.getByLabelText('Hausnummer'), '12');
  await user.type(screen.getByLabelText('Postleitzahl'), '00000');
  await user.type(screen.getByLabelText('Ort'), 'Nirgendwo');
  await user.click(next());
  const summary = await screen.findByRole('alert');
  expect(within(summary).getByRole('link', { name: 'Gibt es nicht.' }).getAttribute('href')).toBe('#postalCode');
  expect(screen.getByLabelText<HTMLInputElement>('Straße').value).toBe('Hauptstraße');
});

const typeAddress = async (user: ReturnType<typeof renderApp>['user'], houseNumber: string) => {
  await user.type(await screen.findByLabelText('Straße'), 'Hauptstraße');
  if (houseNumber) await user.type(screen.getByLabelText('Hausnummer'), houseNumber);
  await user.type(screen.getByLabelText('Postleitzahl'), '96047');
  await user.type(screen.getByLabelText('Ort'), 'Bayreuth');
};

test('what looks odd is asked once more, by keyboard, and can be corrected or confirmed', async () => {
  doubts = [
    { __typename: 'PostalAddressDoubt', kind: 'HOUSE_NUMBER_MISSING', regions: [] },
    {
      __typename: 'PostalAddressDoubt',
      kind: 'POSTAL_CODE_OF_OTHER_TOWN',
      regions: [{ __typename: 'Region', id: 'reg_1', name: 'Bamberg', postalCodes: ['96047', '96049'] }],
    },
  ];
  const { user } = renderApp('/konto/anschrift');
  await typeAddress(user, '');
  await user.keyboard('{Enter}');
  const heading = await screen.findByRole('heading', { level: 1, name: 'Stimmt die Anschrift?' });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  expect(screen.getByText('Es ist keine Hausnummer angegeben.')).toBeTruthy();
  expect(
    screen.getByText(/Zur Postleitzahl 96047 gehört nach unserem Verzeichnis Bamberg, nicht Bayreuth/),
  ).toBeTruthy();
  expect(inputs).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Anschrift ändern' }));
  const city = await screen.findByLabelText<HTMLInputElement>('Ort');
  expect(city.value).toBe('Bayreuth');
  await user.clear(city);
  await user.type(city, 'Bamberg');
  doubts = [];
  await user.keyboard('{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Brief anfordern' }));
  await waitFor(() => expect(inputs).toEqual([expect.objectContaining({ city: 'Bamberg', houseNumber: null })]));
});

test('a town whose postal codes are others is told them', async () => {
  const regions = [{ __typename: 'Region', id: 'reg_2', name: 'Bayreuth', postalCodes: ['95444', '95445'] }];
  doubts = [{ __typename: 'PostalAddressDoubt', kind: 'POSTAL_CODE_OF_OTHER_TOWN', regions }];
  const { user } = renderApp('/konto/anschrift');
  await typeAddress(user, '1');
  await user.click(next());
  expect(
    await screen.findByText(
      'Zu Bayreuth gehören nach unserem Verzeichnis die Postleitzahlen 95444, 95445, nicht 96047.',
    ),
  ).toBeTruthy();
});

test('an address without anything odd is shown once more and asks nothing else', async () => {
  const { user } = renderApp('/konto/anschrift');
  await typeAddress(user, '12');
  await user.click(next());
  await screen.findByText('Hauptstraße 12');
  await screen.findByText('96047 Bayreuth');
  expect(screen.queryByText('Bitte sehen Sie noch einmal hin')).toBeNull();
});
