import type { MailboxEventKind } from '../gql/graphql.ts';
import { formatTime } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { LoadMore } from '../ui/LoadMore.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useEventKindsMessages } from './eventKindsMessages.ts';
import { usePostboxMessages } from './postboxMessages.ts';

interface EventRecordProps {
  events: readonly {
    id: string;
    kind: MailboxEventKind;
    at: string;
    actor: string;
    message: { id: string; subject: string } | null;
    /** Those that a notice told of. */
    messages: readonly { id: string; subject: string }[];
    /** To whom it was handed over or passed on, or whose permission changed. */
    authority?: { id: string; name: string } | null;
  }[];
  loading: boolean;
  hasMore: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

/** What happened, in order: the signed record of one side. */
export function EventRecord({ events, loading, hasMore, loadingMore, onMore }: EventRecordProps) {
  const t = usePostboxMessages();
  const kinds = useEventKindsMessages();
  const locale = useLocale();
  if (loading && events.length === 0) return <Spinner />;
  return (
    <>
      <p className="small">{t.events.intro}</p>
      {events.length === 0 && <p>{t.events.none}</p>}
      <ol className="postbox-events">
        {events.map(({ id, kind, at, actor, message, messages, authority }) => (
          <li key={id}>
            <time dateTime={at}>{formatTime(at, locale)}</time>
            <span>
              {kinds[kind]}
              {authority && <span className="verbatim">: {authority.name}</span>}
              {(message ? [message] : messages).map(
                (told, i) =>
                  told.subject && (
                    <span key={told.id} className="verbatim">
                      {i > 0 ? ', ' : ': '}„{told.subject}“
                    </span>
                  ),
              )}
              {actor && <span className="muted verbatim"> – {actor}</span>}
            </span>
          </li>
        ))}
      </ol>
      <LoadMore hasMore={hasMore} busy={loadingMore} onMore={onMore} />
    </>
  );
}
