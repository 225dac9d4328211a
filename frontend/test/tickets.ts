import { graphql, HttpResponse } from 'msw';
import { connection } from './postbox.ts';
import { signIn, someone } from './renderApp.tsx';
import { server } from './server.ts';

/** The organisation whose tickets are read. */
export const town = { __typename: 'Organisation', id: 'org_town', name: 'Stadt Bamberg', authorities: [] };

/** A member who orders for the town. */
export const buyer = {
  ...someone,
  memberships: [
    {
      __typename: 'Membership',
      id: 'mem_1',
      roles: ['BUYER'],
      allAuthorities: false,
      organisation: town,
      authorities: [],
    },
  ],
};

/** Who runs the platform. */
export const operator = { ...someone, platformRoles: ['OPERATOR'] };

/** One who takes part. */
export function person(id: string, name: string, given: object = {}) {
  return {
    __typename: 'TicketParticipant',
    id: `tpa_${id}`,
    role: 'COPY',
    name,
    email: `${id}@stadt.example`,
    probeSentAt: null,
    organisation: null,
    mail: { __typename: 'MailStatus', state: 'UNKNOWN', since: null, problem: null },
    ...given,
  };
}

/** A ticket, whole. */
export function ticket(id: string, subject: string, given: object = {}) {
  return {
    __typename: 'Ticket',
    id: `tck_${id}`,
    version: 2,
    reference: `TK-${id.toUpperCase()}`,
    kind: 'QUESTION',
    subject,
    state: 'OPEN',
    organisation: { __typename: 'Organisation', id: town.id, name: town.name },
    requesterName: 'Berta Beispiel',
    assigneeName: null,
    assignedToMe: false,
    offeringId: null,
    createdAt: '2026-11-20T08:00:00.000000Z',
    updatedAt: '2026-11-21T08:00:00.000000Z',
    firstAnsweredAt: null,
    participants: [] as object[],
    parent: null as object | null,
    mergedInto: null as object | null,
    ...given,
  };
}

/** One entry, whole. */
export function entry(id: string, author: string, body: string, given: object = {}) {
  return {
    __typename: 'TicketEntry',
    id: `ten_${id}`,
    author,
    body,
    wholeBody: null,
    internal: false,
    unconfirmed: false,
    automatic: false,
    byMail: false,
    at: '2026-11-20T08:00:00.000000Z',
    files: [] as object[],
    undelivered: [] as object[],
    ...given,
  };
}

/** A whole list that is paged forward. */
export function page(nodes: { id: string }[]) {
  return connection(nodes, { endCursor: null, hasNextPage: false });
}

/** The server answers for one ticket, and for who reads it. */
export function serveTicket(viewer: object, shown: object, entries: { id: string }[]): void {
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('TicketHead', () => HttpResponse.json({ data: { ticket: shown } })),
    graphql.query('TicketEntries', () =>
      HttpResponse.json({ data: { ticket: { ...shown, entries: connection(entries) } } }),
    ),
    graphql.query('CannedChoice', () => HttpResponse.json({ data: { desk: canned } })),
  );
}

const greeting = {
  __typename: 'CannedAnswer',
  id: 'can_1',
  version: 1,
  titleDe: 'Gruß',
  bodyDe: 'Guten Tag',
  titleEn: 'Greeting',
  bodyEn: 'Hello',
  updatedAt: '2026-11-20T08:00:00.000000Z',
};

const canned = {
  __typename: 'Desk',
  cannedAnswers: page([greeting]),
};
