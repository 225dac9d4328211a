import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useInboxMessages } from './inboxMessages.ts';

interface CaseNoteProps {
  note: { id: string; author: string; body: string; at: string };
}

/** A note, told apart from messages by frame, words and place. */
export function CaseNote({ note: { author, body, at } }: CaseNoteProps) {
  const t = useInboxMessages();
  const locale = useLocale();
  return (
    <aside className="inbox-note" aria-label={t.notes.title}>
      <p className="postbox-message-who">
        <strong>{t.notes.title}</strong> <span className="verbatim">{author}</span>
        <time dateTime={at}>{formatTime(at, locale)}</time>
      </p>
      <p className="postbox-message-body verbatim">{body}</p>
      <p className="muted small">{t.notes.only}</p>
    </aside>
  );
}
