import { fireEvent, screen, waitFor } from '@testing-library/react';
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
function here(roles = ['ADMIN']) {
  signIn();
  const sent: Record<string, unknown>[] = [];
  const membership = {
    __typename: 'Membership',
    id: 'mem_1',
    roles,
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

/** What members see of their organisation beside its members. */
const internal = () =>
  graphql.query('OrganisationOfPage', () =>
    HttpResponse.json({
      data: {
        organisation: {
          ...organisation,
          internal: {
            __typename: 'OrganisationInternal',
            taxNumber: null,
            accountsUsed: 0,
            accountLimit: 2,
            functionalMailboxes: [],
            digitalOfficer: null,
            subjectContact: null,
            technicalContact: null,
            setUpBy: [],
            setsUpFor: { __typename: 'OrganisationConnection', edges: [] },
          },
        },
      },
    }),
  );

const absent = { __typename: 'Membership', version: 2, roles: ['CLERK'], absentUntil: null, deputy: null, unit: null };

test('an absence that stands on an old version is tried again on the new one, with what was entered', async () => {
  here(['CLERK']);
  const own = { ...absent, id: 'mem_1', name: 'Martin Hofmann', me: true, marketAccount: null };
  let version = 2;
  const members = () => ({
    data: {
      organisation: {
        __typename: 'Organisation',
        id: 'org_1',
        units: [],
        internal: {
          __typename: 'OrganisationInternal',
          members: {
            __typename: 'MembershipConnection',
            edges: [{ __typename: 'MembershipEdge', cursor: 'c', node: { ...own, version } }],
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          },
        },
      },
    },
  });
  const sent: unknown[] = [];
  server.use(
    internal(),
    graphql.query('MembersOfOrganisation', () => HttpResponse.json(members())),
    graphql.query('DeputiesOfOrganisation', () => HttpResponse.json(members())),
    graphql.mutation('MemberAbsenceUpdate', ({ variables: { input } }) => {
      sent.push(input);
      const stale = { __typename: 'UserError', code: 'STALE', field: ['expectedVersion'], message: 'Überholt.' };
      const done = sent.length > 1;
      version = 5;
      const membership = done ? { ...own, version: 6, absentUntil: input.absentUntil } : null;
      const payload = { __typename: 'MemberUpdatePayload', membership, userErrors: done ? [] : [stale] };
      return HttpResponse.json({ data: { memberUpdate: payload } });
    }),
  );
  const { user } = renderApp('/organisation/org_1');
  await user.click(await screen.findByRole('button', { name: 'Abwesenheit von Martin Hofmann' }));
  fireEvent.change(await screen.findByLabelText(/Abwesend bis/), { target: { value: '2027-01-08' } });
  await user.click(screen.getByRole('button', { name: 'Speichern' }));
  await screen.findByText('Überholt.');
  await user.click(screen.getByRole('button', { name: 'Speichern' }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent).toMatchObject([
    { expectedVersion: 2, absentUntil: '2027-01-08' },
    { expectedVersion: 5, absentUntil: '2027-01-08' },
  ]);
});

test('a clerk says until when it is away and who answers; what is refused stands at its field, and roles are not the clerk’s', async () => {
  here(['CLERK']);
  const own = { ...absent, id: 'mem_1', name: 'Martin Hofmann', me: true, marketAccount: null };
  const other = { ...absent, id: 'mem_2', name: 'Sabine Engel', me: false, marketAccount: null };
  const members = (list: object[]) => ({
    __typename: 'MembershipConnection',
    edges: list.map((node) => ({ __typename: 'MembershipEdge', cursor: 'c', node })),
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  });
  const inside = (list: object[]) => ({
    data: {
      organisation: {
        __typename: 'Organisation',
        id: 'org_1',
        units: [{ __typename: 'Unit', id: 'unt_1', name: 'Gesundheitsamt' }],
        internal: { __typename: 'OrganisationInternal', members: members(list) },
      },
    },
  });
  let away: object = own;
  const sent: Record<string, unknown>[] = [];
  server.use(
    internal(),
    graphql.query('MembersOfOrganisation', () => HttpResponse.json(inside([away, other]))),
    graphql.query('DeputiesOfOrganisation', () => HttpResponse.json(inside([own, other]))),
    graphql.mutation('MemberAbsenceUpdate', ({ variables }) => {
      sent.push(variables.input);
      const problem = { __typename: 'UserError', code: 'INVALID', field: ['deputyId'], message: 'Das geht nicht.' };
      if (sent.length > 1) {
        away = {
          ...own,
          version: 3,
          absentUntil: variables.input.absentUntil,
          deputy: { __typename: 'Membership', id: 'mem_2', name: 'Sabine Engel' },
        };
      }
      return HttpResponse.json({
        data: {
          memberUpdate: {
            __typename: 'MemberUpdatePayload',
            membership: sent.length > 1 ? away : null,
            userErrors: sent.length > 1 ? [] : [problem],
          },
        },
      });
    }),
  );
  const { user } = renderApp('/organisation/org_1');
  await user.click(await screen.findByRole('button', { name: 'Abwesenheit von Martin Hofmann' }));
  expect(screen.queryByRole('button', { name: 'Abwesenheit von Sabine Engel' })).toBeNull();
  expect(screen.queryByRole('button', { name: /Rollen von/ })).toBeNull();
  const day = await screen.findByLabelText(/Abwesend bis/);
  expect(screen.queryByLabelText(/Bereich/)).toBeNull();
  fireEvent.change(day, { target: { value: '2027-01-08' } });
  const deputy = screen.getByLabelText(/^Vertretung/);
  expect([...deputy.querySelectorAll('option')].map(({ text }) => text)).toEqual(['Niemand', 'Sabine Engel']);
  await user.selectOptions(deputy, 'mem_2');
  await user.click(screen.getByRole('button', { name: 'Speichern' }));
  expect(await screen.findByText('Das geht nicht.')).toBeTruthy();
  expect(deputy.getAttribute('aria-invalid')).toBe('true');
  await user.click(screen.getByRole('button', { name: 'Speichern' }));
  expect(await screen.findByText('Abwesend bis 8. Januar 2027')).toBeTruthy();
  expect(screen.getByText('Vertretung: Sabine Engel')).toBeTruthy();
  const input = { membershipId: 'mem_1', expectedVersion: 2, absentUntil: '2027-01-08', deputyId: 'mem_2' };
  expect(sent).toEqual([input, input]);
});
