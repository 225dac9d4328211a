import type { TicketEntryPartsFragment } from '../../gql/graphql.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { TicketFiles } from './TicketFiles.tsx';
import { useTicketsMessages } from './ticketsMessages.ts';

function Marks({ entry }: { entry: TicketEntryPartsFragment }) {
  const t = useTicketsMessages();
  const { internal, unconfirmed, automatic } = entry;
  if (!internal && !unconfirmed && !automatic) return null;
  return (
    <div className="tickets-marks small">
      {internal && (
        <p className="row">
          <Badge kind="info" icon="visibility-off">
            {t.entries.internal}
          </Badge>
          <span className="muted">{t.entries.internalText}</span>
        </p>
      )}
      {unconfirmed && (
        <p className="row">
          <Badge kind="warning">{t.entries.unconfirmed}</Badge>
          <span className="muted">{t.entries.unconfirmedText}</span>
        </p>
      )}
      {automatic && (
        <p className="row">
          <Badge kind="info" icon="autorenew">
            {t.entries.automatic}
          </Badge>
          <span className="muted">{t.entries.automaticText}</span>
        </p>
      )}
    </div>
  );
}

/** One entry: who, when, how, what, its files, and whom its mail did not reach. */
export function TicketEntry({ entry }: { entry: TicketEntryPartsFragment }) {
  const t = useTicketsMessages();
  const locale = useLocale();
  const { id, author, body, wholeBody, byMail, at, internal, unconfirmed, files, undelivered } = entry;
  return (
    <article
      className={`tickets-entry${internal || unconfirmed ? ' tickets-entry--inside' : ''}`}
      aria-labelledby={`${id}-author`}
    >
      <header className="tickets-entry-head">
        <h3 className="tickets-author verbatim" id={`${id}-author`}>
          {author}
        </h3>
        <span className="muted small">
          <time dateTime={at}>{formatTime(at, locale)}</time>
          {byMail && ` · ${t.entries.byMail}`}
        </span>
      </header>
      <Marks entry={entry} />
      <p className="tickets-body verbatim">{body}</p>
      {wholeBody && (
        <Disclosure summary={t.entries.whole}>
          <p className="tickets-body verbatim small">{wholeBody}</p>
        </Disclosure>
      )}
      <TicketFiles entryId={id} files={files} />
      {undelivered.length > 0 && (
        <p className="small tickets-mail tickets-undelivered">
          <Icon name="warning" size="small" />
          <span className="verbatim">
            {t.entries.undelivered(new Intl.ListFormat(locale).format(undelivered.map(({ name }) => name)))}
          </span>
        </p>
      )}
    </article>
  );
}
