import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const address = {
  __typename: 'PostalAddress',
  recipient: 'Abwasserverband Itzgrund',
  addition: 'Zimmer 12',
  street: 'Am Werk',
  houseNumber: '3',
  postalCode: '96450',
  city: 'Coburg',
  region: 'Oberfranken',
  country: 'AT',
};

const organisation = {
  __typename: 'Organisation',
  id: 'org_1',
  version: 4,
  name: 'Abwasserverband Itzgrund',
  kind: 'ZWECKVERBAND',
  region: null,
  address,
  email: 'alt@verband.example',
  dissolved: false,
  union: null,
  municipalities: [],
  units: [],
  internal: null,
};

/** The organisation's page for its admin, and what is sent of it. */
function here() {
  signIn();
  const sent: Record<string, unknown>[] = [];
  const membership = {
    __typename: 'Membership',
    id: 'mem_1',
    roles: ['ADMIN'],
    authorities: [],
    organisation: { __typename: 'Organisation', id: 'org_1', name: organisation.name, authorities: [] },
    allAuthorities: true,
  };
  server.use(
    graphql.query('ShellViewer', () =>
      HttpResponse.json({ data: { viewer: { ...someone, memberships: [membership] } } }),
    ),
    graphql.query('OrganisationOfPage', () => HttpResponse.json({ data: { organisation } })),
    graphql.mutation('OrganisationUpdate', ({ variables }) => {
      sent.push(variables.input);
      return HttpResponse.json({
        data: {
          organisationUpdate: { __typename: 'OrganisationUpdatePayload', organisation, userErrors: [] },
        },
      });
    }),
  );
  return sent;
}

test('another e-mail address of an organisation leaves its postal address as it is', async () => {
  const sent = here();
  const { user } = renderApp('/organisation/org_1');
  await user.click(await screen.findByRole('button', { name: 'Angaben bearbeiten' }));
  const email = screen.getByRole('textbox', { name: /^E-Mail/ });
  await user.clear(email);
  await user.type(email, 'neu@verband.example');
  await user.click(screen.getByRole('button', { name: 'Speichern' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toEqual({ organisationId: 'org_1', expectedVersion: 4, email: 'neu@verband.example' });
});

test('another street leaves what the form does not ask for', async () => {
  const sent = here();
  const { user } = renderApp('/organisation/org_1');
  await user.click(await screen.findByRole('button', { name: 'Angaben bearbeiten' }));
  const street = screen.getByRole('textbox', { name: /^Straße/ });
  await user.clear(street);
  await user.type(street, 'Neuer Weg');
  await user.click(screen.getByRole('button', { name: 'Speichern' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  const { addition, houseNumber, postalCode, city, region, country } = address;
  expect(sent[0]?.address).toEqual({
    addition,
    street: 'Neuer Weg',
    houseNumber,
    postalCode,
    city,
    region,
    country,
  });
});
