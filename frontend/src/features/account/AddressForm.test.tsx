import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const person = { ...someone, trustLevel: 'EMAIL' };
let inputs: unknown[] = [];
let userErrors: object[] = [];

beforeEach(() => {
  inputs = [];
  userErrors = [];
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: person } })),
    graphql.query('ActivationState', () => HttpResponse.json({ data: { viewer: person } })),
    graphql.mutation('PostalAddressSet', ({ variables }) => {
      inputs.push(variables.input.address);
      return HttpResponse.json({
        data: {
          postalAddressSet: {
            __typename: 'PostalAddressSetPayload',
            viewer: userErrors.length > 0 ? null : person,
            userErrors,
          },
        },
      });
    }),
  );
});

const send = () => screen.getByRole('button', { name: 'Brief anfordern' });

test('a German address is sent in its parts', async () => {
  const { user } = renderApp('/konto/anschrift');
  await user.type(await screen.findByLabelText('Straße'), 'Hauptstraße');
  await user.type(screen.getByLabelText('Hausnummer'), '12 a');
  await user.type(screen.getByLabelText('Postleitzahl'), '95444');
  await user.type(screen.getByLabelText('Ort'), 'Bayreuth');
  await user.click(send());
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
  await user.click(send());
  await waitFor(() => expect(inputs[0]).toMatchObject({ street: null, houseNumber: '3', city: 'Hinterkleebach' }));
});

test('a foreign address follows the custom of its country', async () => {
  const { user } = renderApp('/konto/anschrift');
  await user.selectOptions(await screen.findByLabelText('Land'), 'IE');
  await user.type(screen.getByLabelText('Straße und Hausnummer'), '7 O’Connell Street');
  await user.type(screen.getByLabelText('Ort'), 'Dublin');
  await user.click(send());
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
  await user.click(send());
  const links = within(await screen.findByRole('alert')).getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['#street', '#houseNumber', '#postalCode', '#city']);
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
  await user.click(send());
  const summary = await screen.findByRole('alert');
  expect(within(summary).getByRole('link', { name: 'Gibt es nicht.' }).getAttribute('href')).toBe('#postalCode');
  expect(screen.getByLabelText<HTMLInputElement>('Straße').value).toBe('Hauptstraße');
});
