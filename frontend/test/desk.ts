import { graphql, HttpResponse } from 'msw';
import { signIn, someone } from './renderApp.tsx';
import { server } from './server.ts';

/** The address of the imprint. */
export const address = {
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
/** A request to be connected. */
export const request = {
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
/** A mail in quarantine. */
export const mail = {
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
/** A batch of letters. */
export const batch = {
  __typename: 'LetterBatch',
  id: 'lba_1',
  letters: 3,
  createdAt: '2026-11-20T08:00:00.000000Z',
  printedAt: null as string | null,
  pdf: download,
  manifest: download,
};

const atFirst = () => ({
  requests: [request] as object[],
  proposals: [] as object[],
  mails: [mail] as object[],
  batches: [batch] as object[],
  waiting: 3,
  operators: 2,
  jobs: [] as object[],
  open: true,
  doubts: [] as object[],
});

/** What the server has; tests change it. */
export const deskState = atFirst();

/** The inputs of the mutations, in their order. */
export const inputs: unknown[] = [];
/** The addresses that were asked about. */
export const reviewed: unknown[] = [];

/** A connection with these nodes. */
export const list = (name: string, nodes: object[], pageInfo: object = {}) => ({
  __typename: `${name}Connection`,
  edges: nodes.map((node) => ({ __typename: `${name}Edge`, cursor: 'c', node })),
  pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null, ...pageInfo },
});

/** Answers a query of the desk. */
export function desk(name: string, parts: () => object) {
  return graphql.query(name, () =>
    HttpResponse.json({ data: { desk: deskState.open ? { __typename: 'Desk', ...parts() } : null } }),
  );
}

/** Answers a mutation and keeps its input. */
export function mutation(name: string, root: string, answer: () => object) {
  return graphql.mutation(name, ({ variables }) => {
    inputs.push(variables.input);
    return HttpResponse.json({ data: { [root]: { __typename: `${root}Payload`, userErrors: [], ...answer() } } });
  });
}

/** An operator at the desk: one request, one mail in quarantine and one batch of letters wait. */
export function openDesk(): void {
  Object.assign(deskState, atFirst());
  inputs.length = 0;
  reviewed.length = 0;
  signIn();
  server.use(
    graphql.query('ShellViewer', () =>
      HttpResponse.json({ data: { viewer: { ...someone, platformRoles: ['OPERATOR'] } } }),
    ),
    desk('DeskCounts', () => ({
      operators: deskState.operators,
      connectRequests: list('ConnectRequest', deskState.requests, { hasNextPage: true }),
      proposed: list('ConnectRequest', deskState.proposals),
      suspendedAuthorities: [],
      expiringCertificates: list('Certificate', []),
      quarantine: list('Quarantine', deskState.mails),
      lettersWaiting: deskState.waiting,
      marketAccounts: list('MarketAccount', []),
      marketWaiting: { __typename: 'MarketWaiting', orders: 3, tickets: 1000, brokenLinks: 1 },
      failures: { __typename: 'Failures', mails: 2, authorityMails: 1, letters: 0, jobs: deskState.jobs },
    })),
    graphql.query('PostalAddressReview', ({ variables }) => {
      reviewed.push(variables.address);
      return HttpResponse.json({
        data: { postalAddressReview: { __typename: 'PostalAddressReview', doubts: deskState.doubts, userErrors: [] } },
      });
    }),
    desk('DeskFailures', () => ({
      failures: { __typename: 'Failures', mails: 2, authorityMails: 1, letters: 0, jobs: deskState.jobs },
    })),
    graphql.query('DeskConnectRequests', ({ variables }) =>
      HttpResponse.json({
        data: {
          desk: {
            __typename: 'Desk',
            connectRequests: list(
              'ConnectRequest',
              variables.state === 'RELEASE_PROPOSED' ? deskState.proposals : deskState.requests,
            ),
          },
        },
      }),
    ),
    desk('DeskQuarantine', () => ({ quarantine: list('Quarantine', deskState.mails) })),
    desk('DeskLetters', () => ({ letterBatches: list('LetterBatch', deskState.batches) })),
    desk('LettersWaiting', () => ({ lettersWaiting: deskState.waiting })),
  );
}
