import { screen } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { signIn, someone } from './renderApp.tsx';
import { server } from './server.ts';

/** How the authority works, as it is at first. */
export const settings = {
  __typename: 'AuthoritySettings',
  version: 2,
  clerkDisplay: 'NAME',
  autoReply: null,
  retentionClasses: [
    {
      __typename: 'RetentionClass',
      key: 'standard',
      name: 'Standard',
      months: 24,
      offerToArchive: false,
      exportFirst: false,
    },
  ],
};

/** A certificate of the mailbox that expires soon. */
export const certificate = {
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
/** A channel into the inbox here. */
export const inbox = {
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
/** A channel by encrypted mail. */
export const smime = {
  ...inbox,
  kind: 'SMIME',
  state: 'PENDING',
  email: 'post@bamberg.example',
  mailLimitBytes: 25 * 1024 * 1024,
  maxMessageBytes: 18_000_000,
  certificates: [certificate],
};
/** The authority with its channel. */
export const authority = (channel: object | null) => ({
  __typename: 'Authority',
  id: 'aut_1',
  name: 'Stadt Bamberg',
  reachability: 'CONNECTED',
  channel,
});
/** A test of the connection. */
export const trial = (state: string, profile = 'MODERN') => ({
  __typename: 'ChannelTest',
  startedAt: '2026-11-23T08:00:00.000000Z',
  profile,
  state,
  answeredAt: state === 'ANSWERED' ? '2026-11-23T08:05:00.000000Z' : null,
  result: null,
});

const here = { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' };
/** The viewer as admin of the authority. */
export const admin = {
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
/** Another member of the organisation. */
export const colleague = {
  __typename: 'Membership',
  id: 'mem_2',
  version: 4,
  name: 'Bob Beispiel',
  me: false,
  roles: ['CLERK'],
  allAuthorities: true,
  authorities: [],
};

/** A channel with certificates of deleted cases. */
export const certificatesOf = (list: readonly object[]) => ({
  __typename: 'Channel',
  caseCertificates: {
    __typename: 'CaseCertificateConnection',
    edges: list.map((node) => ({ __typename: 'CaseCertificateEdge', cursor: 'c', node })),
    pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  },
});

const atFirst = () => ({
  channel: smime as object | null,
  members: [colleague] as object[],
  viewer: admin as object,
  caseCertificates: certificatesOf([]),
});

/** What the server has; tests change it. */
export const channelState = atFirst();
/** The inputs of the mutations, in their order. */
export const inputs: unknown[] = [];

/** Answers a mutation and keeps its input. */
export function mutation(name: string, root: string, answer: (input: Record<string, unknown>) => object) {
  return graphql.mutation(name, ({ variables }) => {
    inputs.push(variables.input);
    return HttpResponse.json({
      data: { [root]: { __typename: `${root}Payload`, userErrors: [], ...answer(variables.input) } },
    });
  });
}

/** A refusal at a field. */
export const refused = (field: string, message: string) => ({
  authority: null,
  userErrors: [{ __typename: 'UserError', code: 'INVALID', field: [field], message }],
});

/** The channel of Stadt Bamberg, as its admin sees it. */
export function openChannel(): void {
  inputs.length = 0;
  Object.assign(channelState, atFirst());
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: channelState.viewer } })),
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
                edges: channelState.members.map((node) => ({ __typename: 'MembershipEdge', cursor: 'c', node })),
                pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
              },
            },
          },
        },
      }),
    ),
    graphql.query('SettingsOfAuthority', () =>
      HttpResponse.json({
        data: { node: { __typename: 'Authority', id: 'aut_1', settings: { ...settings } } },
      }),
    ),
    graphql.query('CaseCertificatesOf', () =>
      HttpResponse.json({ data: { node: authority(channelState.caseCertificates) } }),
    ),
    graphql.query('ChannelOfAuthority', () => HttpResponse.json({ data: { node: authority(channelState.channel) } })),
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
}

/** Waits for the page. */
export const page = () => screen.findByRole('heading', { level: 1, name: 'Weg der Nachrichten' });
