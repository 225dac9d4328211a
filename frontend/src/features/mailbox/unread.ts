import type { Client } from 'urql';
import { graphql } from '../../gql/index.ts';

const UnreadTotal = graphql(`
  query UnreadTotal { viewer { id unreadMessageCount } }
`);

const MailboxCounters = graphql(`
  query MailboxCounters($id: ID!) {
    viewer { id unreadMessageCount }
    caseMailbox(id: $id) { id unreadCount lastActivityAt deletesAt }
  }
`);

/** Brings the number in header and window title up to date, and the counters of one mailbox if named. */
export function refreshUnread(client: Client, mailboxId?: string): void {
  const policy = { requestPolicy: 'network-only' } as const;
  if (mailboxId) void client.query(MailboxCounters, { id: mailboxId }, policy).toPromise();
  else void client.query(UnreadTotal, {}, policy).toPromise();
}
