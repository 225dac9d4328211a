/** A party that can be written to. */
export function party(id: string, name: string, services: string[] = [], reachability = 'CONNECTED') {
  return {
    __typename: 'CaseParty',
    id: `pty_${id}`,
    role: 'PRIMARY',
    reachability,
    channel: reachability === 'CONNECTED' ? 'INBOX' : null,
    maxMessageBytes: 1_000_000,
    authority: { __typename: 'Authority', id: `aut_${id}`, name },
    services: services.map((service) => ({ __typename: 'Service', id: `srv_${service}`, name: service })),
    fallback:
      reachability === 'CONNECTED'
        ? null
        : { __typename: 'FallbackContact', address: null, fax: null, phone: '0921 1', note: 'Bitte per Post.' },
  };
}

/** By which way an application is valid; a message will do unless it is said otherwise. */
export function submission(change: object = {}) {
  return {
    __typename: 'Submission',
    kind: 'MESSAGE',
    url: null,
    note: null,
    legalBasis: null,
    source: null,
    checkedOn: null,
    ...change,
  };
}

/** What the law asks of an application in writing. */
export const inWriting = submission({
  kind: 'WRITTEN',
  note: 'Auf Papier bei der Bauaufsichtsbehörde.',
  legalBasis: 'Art. 64 BayBO',
  source: 'Gesetz',
  checkedOn: '2026-11-30',
});

/** A mailbox as its page asks for it. */
export function mailbox(parties: object[]) {
  return {
    __typename: 'CaseMailbox',
    id: 'mbx_1',
    reference: 'BY-AAA-BBB-CCC',
    title: 'Café am Markt',
    undertaking: null,
    region: null,
    parties,
    lastActivityAt: '2026-11-20T10:00:00.000000Z',
    deletesAt: '2027-05-20T21:59:59.000000Z',
    deletionWarnings: 0,
    deletionHeld: null,
    deletionLetterPostedAt: null,
  };
}

/** A delivery with its facts. */
export function delivery(state: string, steps: [string, string][] = [[state, '2026-11-20T10:00:00.000000Z']]) {
  return {
    __typename: 'Delivery',
    id: 'dlv_1',
    authority: { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' },
    authorityName: 'Stadt Bamberg',
    channel: 'INBOX',
    state,
    silent: false,
    failure: null,
    confirmedAt: null,
    confirmedBy: null,
    nextAttemptAt: null,
    steps: steps.map(([one, at]) => ({ __typename: 'DeliveryStep', state: one, at, detail: null })),
  };
}

/** A message with what a thread shows of it. */
export function message(id: string, change: object = {}) {
  return {
    __typename: 'Message',
    id,
    direction: 'OUTBOUND',
    kind: 'MESSAGE',
    fromAuthority: null,
    fromAuthorityName: null,
    senderName: 'Johanna Lindner',
    subject: `Betreff ${id}`,
    body: `Text ${id}`,
    services: [],
    documents: [],
    inReplyTo: null,
    sentAt: '2026-11-20T10:00:00.000000Z',
    readAt: null,
    retrievedAt: null,
    unread: false,
    receiptRequested: false,
    deliveries: [],
    dueOn: null,
    decisionEffect: null,
    withdrawnAt: null,
    withdrawalReason: null,
    ...change,
  };
}

/** Messages as a page of a connection. */
export function connection(nodes: { id: string }[], pageInfo: object = {}) {
  return {
    __typename: 'MessageConnection',
    edges: nodes.map((node) => ({ __typename: 'MessageEdge', cursor: node.id, node })),
    pageInfo: { __typename: 'PageInfo', startCursor: nodes[0]?.id ?? null, hasPreviousPage: false, ...pageInfo },
  };
}

/** A period as both sides see it. */
export function deadline(id: string, change: object = {}) {
  return {
    __typename: 'Deadline',
    id,
    kind: 'ANSWER_DUE',
    met: false,
    authority: { __typename: 'Authority', id: 'aut_1', name: 'Stadt Bamberg' },
    service: null,
    day: {
      __typename: 'LegalDate',
      date: '2199-03-04',
      provisional: true,
      explanation: 'Die Behörde hat diesen Tag genannt.',
      easy: 'Antworten Sie bis Montag.',
      rule: { __typename: 'LegalRule', id: 'lrl_1', law: 'BayVwVfG', article: 'Art. 31 Abs. 2' },
      supersedes: null,
    },
    message: { __typename: 'Message', id: 'msg_9', subject: 'Grundriss fehlt' },
    ...change,
  };
}
