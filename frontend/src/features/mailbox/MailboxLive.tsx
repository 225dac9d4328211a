import { useClient } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { useLive } from '../../lib/useLive.ts';
import { MessageParts, senderOf } from '../../postbox/MessageCard.tsx';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { say } from '../../ui/LiveRegion.tsx';
import { publishMailboxEvent } from './mailboxEvents.ts';
import { refreshUnread } from './unread.ts';

const Arrivals = graphql(`
  subscription MailboxArrivals($after: String) {
    messageReceived(after: $after) { cursor mailboxId messageEdge { cursor node { id ...MessageParts } } }
  }
`);

const Changes = graphql(`
  subscription MailboxChanges($after: String) {
    mailboxChanged(after: $after) {
      cursor
      mailboxId
      event { id kind message { id ...MessageParts } }
      mailbox { id title unreadCount lastActivityAt deletesAt }
    }
  }
`);

/** Listens for the signed-in person on every page: announces messages, keeps the counters true, tells the pages. */
export function MailboxLive() {
  const client = useClient();
  const t = usePostboxMessages();
  useLive(Arrivals, {}, ({ messageReceived: { mailboxId, messageEdge } }) => {
    say(t.newFrom(senderOf(readFragment(MessageParts, messageEdge.node), 'owner', t)));
    refreshUnread(client, mailboxId);
    publishMailboxEvent({ mailboxId, kind: 'ARRIVED' });
  });
  useLive(Changes, {}, ({ mailboxChanged: { mailboxId, event } }) => {
    // Reading on another device and deleting change the total, which belongs to no mailbox.
    refreshUnread(client);
    publishMailboxEvent({ mailboxId, kind: event.kind });
  });
  return null;
}
