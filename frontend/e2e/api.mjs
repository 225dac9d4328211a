// Prepares what a journey begins with, by the same API that everybody uses.
import { base, password } from './browser.mjs';

async function graphql(token, query, variables) {
  const response = await fetch(`${base}/graphql`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** Signs in without a browser; answers how to ask the API as that person. */
export async function as(email) {
  const { sessionStart } = await graphql(
    null,
    'mutation ($input: SessionStartInput!) { sessionStart(input: $input) { accessToken } }',
    { input: { email, password } },
  );
  return (query, variables) => graphql(sessionStart.accessToken, query, variables);
}

/** The id of a connected authority by its name. */
export async function authorityId(ask, name) {
  const { authorities } = await ask(
    '{ authorities(reachability: CONNECTED, first: 20) { edges { node { id name } } } }',
  );
  const found = authorities.edges.find(({ node }) => node.name === name);
  if (!found) throw new Error(`no connected authority ${name}`);
  return found.node.id;
}

/** Opens a mailbox for one connected authority; answers its id and the authority's. */
export async function openMailbox(ask, authority, title) {
  const id = await authorityId(ask, authority);
  const { mailboxOpen } = await ask(
    'mutation ($input: MailboxOpenInput!) { mailboxOpen(input: $input) { mailbox { id } userErrors { code message } } }',
    { input: { authorityId: id, title } },
  );
  if (!mailboxOpen.mailbox) throw new Error(JSON.stringify(mailboxOpen.userErrors));
  return { mailboxId: mailboxOpen.mailbox.id, authorityId: id };
}

// Bindlach, where the Landratsamt of the demo's clerk grants restaurant licences.
const place = '094720119119';

/** Opens a mailbox for a restaurant licence, of which silence grants the approval, at an authority that may be addressed for it. */
export async function openForLicence(ask, office, title) {
  const { services } = await ask(
    'query ($search: String!) { services(search: $search, first: 20) { edges { node { id deemedApproval { basis } } } } }',
    { search: 'Gaststättenerlaubnis' },
  );
  const service = services.edges.find(({ node }) => node.deemedApproval?.basis === '§ 6a GewO')?.node.id;
  const { mailboxOpen } = await ask(
    'mutation ($input: MailboxOpenInput!) { mailboxOpen(input: $input) { mailbox { id } userErrors { code message } } }',
    { input: { title, ars: place, serviceIds: [service], choices: [{ serviceId: service, authorityId: office }] } },
  );
  if (!mailboxOpen.mailbox) throw new Error(JSON.stringify(mailboxOpen.userErrors));
  return { mailboxId: mailboxOpen.mailbox.id, authorityId: office };
}

/** The owner writes; answers the message's id. */
export async function send(ask, { mailboxId, authorityId: recipient }, subject, body) {
  const { messageSend } = await ask(
    `mutation ($input: MessageSendInput!) {
      messageSend(input: $input) { messageEdge { node { id } } userErrors { code message } }
    }`,
    { input: { mailboxId, recipientIds: [recipient], subject, body, idempotencyKey: crypto.randomUUID() } },
  );
  if (!messageSend.messageEdge) throw new Error(JSON.stringify(messageSend.userErrors));
  return messageSend.messageEdge.node.id;
}

/** What is known of the delivery of a message to its one authority. */
export async function steps(ask, messageId) {
  const { node } = await ask(
    'query ($id: ID!) { node(id: $id) { ... on Message { deliveries { steps { state } } } } }',
    { id: messageId },
  );
  return node.deliveries[0].steps.map(({ state }) => state);
}

/** Subjects of the messages of a mailbox, oldest first. */
export async function subjects(ask, mailboxId) {
  const { caseMailbox } = await ask(
    'query ($id: ID!) { caseMailbox(id: $id) { messages(last: 50) { edges { node { subject } } } } }',
    { id: mailboxId },
  );
  return caseMailbox.messages.edges.map(({ node }) => node.subject);
}

/** Has an authority that an earlier journey left disturbed tested by an operator, until it can be written to. */
export async function reconnect(name) {
  const operator = await as('operator@demo.example');
  const find = async () => {
    const { authorities } = await operator(
      'query ($name: String!) { authorities(search: $name, first: 20) { edges { node { id name reachability } } } }',
      { name },
    );
    return authorities.edges.map(({ node }) => node).find((node) => node.name === name);
  };
  const { id, reachability } = await find();
  if (reachability === 'CONNECTED') return;
  await operator('mutation ($input: ChannelTestInput!) { channelTest(input: $input) { userErrors { code } } }', {
    input: { authorityId: id },
  });
  for (let tries = 0; tries < 60 && (await find()).reachability !== 'CONNECTED'; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
