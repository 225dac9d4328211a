import { graphql } from '../gql/index.ts';

/** Who looks: the owner of the mailbox, or an authority. */
export type Side = 'owner' | 'authority';

/** A document as a thread or a draft shows it. */
export const DocumentParts = graphql(`
  fragment DocumentParts on Document { id filename mediaType size state refusal scanned }
`);

/** The way of a message to one authority. */
export const DeliveryParts = graphql(`
  fragment DeliveryParts on Delivery {
    id
    authority { id name }
    authorityName
    channel
    state
    failure { code cause advice }
    confirmedAt
    confirmedBy
    nextAttemptAt
    steps { state at detail }
  }
`);

/** A message as a thread shows it. */
export const MessageParts = graphql(`
  fragment MessageParts on Message {
    id
    direction
    kind
    fromAuthority { id name }
    fromAuthorityName
    senderName
    subject
    body
    services { id name }
    documents { id ...DocumentParts }
    inReplyTo { id subject }
    sentAt
    readAt
    retrievedAt
    unread
    receiptRequested
    deliveries { id ...DeliveryParts }
    dueOn
  }
`);

/** A message being written, as the server keeps it. */
export const DraftParts = graphql(`
  fragment DraftParts on Draft {
    id
    version
    subject
    body
    kind
    recipients { id }
    services { id }
    documents { id ...DocumentParts }
    receiptRequested
    savedAt
  }
`);
