import type { MailboxRowPartsFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatShort, formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { DueLine } from '../../postbox/DueLine.tsx';
import { ProgressBadge } from '../../postbox/ProgressFacts.tsx';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';

/** A mailbox as the list shows it; its last messages say what waits for whom. */
export const MailboxRowParts = graphql(`
  fragment MailboxRowParts on CaseMailbox {
    id
    reference
    title
    unreadCount
    deletesAt
    state
    deletionWarnings
    parties { id authority { id name } }
    messages(last: 3) {
      edges { cursor node { id direction kind dueOn sentAt senderName fromAuthority { id name } } }
    }
  }
`);

type Last = MailboxRowPartsFragment['messages']['edges'][number]['node'];

/** What waits for whom: a date the owner owes, the last message of the owner, or the last of somebody else. */
export function waiting(last: readonly Last[]): { kind: 'due' | 'theirs' | 'said'; message: Last } | null {
  const talk = last.filter(({ direction }) => direction !== 'PLATFORM');
  const message = talk.at(-1);
  if (!message) return null;
  const owed = talk.findLast(({ direction, kind, dueOn }) => direction === 'INBOUND' && kind !== 'EXTENSION' && dueOn);
  const answered = owed && talk.slice(talk.indexOf(owed)).some(({ direction }) => direction === 'OUTBOUND');
  if (owed && !answered) return { kind: 'due', message: owed };
  return { kind: message.direction === 'OUTBOUND' ? 'theirs' : 'said', message };
}

function daysSince(time: string): number {
  return Math.floor((Date.now() - Date.parse(time)) / 86_400_000);
}

function Waiting({ last }: { last: readonly Last[] }) {
  const t = useMailboxMessages();
  const postbox = usePostboxMessages();
  const locale = useLocale();
  const found = waiting(last);
  if (!found) return <p className="muted small">{t.list.nothing}</p>;
  const { kind, message } = found;
  if (kind === 'due' && message.dueOn) return <DueLine dueOn={message.dueOn} by="dueYou" />;
  if (kind === 'theirs') return <p className="small">{t.list.waiting(daysSince(message.sentAt))}</p>;
  const name = message.fromAuthority?.name ?? postbox.platform;
  return <p className="small">{t.list.lastFrom(name, formatShort(message.sentAt, locale))}</p>;
}

/** One mailbox of the list: what it is, which authorities, what is new and what waits for whom. */
export function MailboxRow({ mailbox }: { mailbox: FragmentType<typeof MailboxRowParts> }) {
  const t = useMailboxMessages();
  const locale = useLocale();
  const { id, reference, title, unreadCount, deletesAt, deletionWarnings, state, parties, messages } = readFragment(
    MailboxRowParts,
    mailbox,
  );
  return (
    <li className={unreadCount > 0 ? 'mailbox-row mailbox-row--unread' : 'mailbox-row'}>
      <div className="mailbox-row-main">
        <h2 className="mailbox-row-title">
          <TextLink to="/postfach/$mailboxId" params={{ mailboxId: id }} className="verbatim">
            {title}
          </TextLink>
        </h2>
        <p className="verbatim small">{parties.map(({ authority }) => authority.name).join(' · ')}</p>
        {state && (
          <p>
            <ProgressBadge state={state} side="owner" />
          </p>
        )}
        <Waiting last={messages.edges.map(({ node }) => node)} />
      </div>
      <div className="mailbox-row-side">
        {unreadCount > 0 && (
          <Badge kind="info" icon="mail">
            {t.list.unread(unreadCount)}
          </Badge>
        )}
        <p className="muted small verbatim">{reference}</p>
        <p className={deletionWarnings > 0 ? 'small' : 'muted small'}>
          {deletionWarnings > 0 && <Icon name="warning" size="small" />}
          {t.list.deletes(formatTimeAsDay(deletesAt, locale))}
        </p>
      </div>
    </li>
  );
}
