import { useState } from 'react';
import { useClient } from 'urql';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { daysUntil, formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { saveFrom } from '../../lib/saveFile.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './deadlines.css';
import { useDeadlinesMessages } from './deadlinesMessages.ts';

/** A period as both sides see it. */
export const DeadlineParts = graphql(`
  fragment DeadlineParts on Deadline {
    id kind met
    authority { id name }
    service { id name }
    day { date provisional explanation easy rule { id law article } supersedes { date } }
    message { id subject }
  }
`);

const CalendarOf = graphql(`
  query CalendarOf($id: ID!) { node(id: $id) { __typename id ... on Deadline { id calendar { url filename } } } }
`);

type Side = 'owner' | 'authority';

interface EntryProps {
  deadline: FragmentType<typeof DeadlineParts>;
  side: Side;
  own: string | undefined;
}

function Entry({ deadline, side, own }: EntryProps) {
  const t = useDeadlinesMessages();
  const locale = useLocale();
  const client = useClient();
  const [failed, setFailed] = useState(false);
  const { id, kind, met, authority, service, day, message } = readFragment(DeadlineParts, deadline);
  // An Einheitlicher Ansprechpartner is not told what another authority is to do as if it were its own.
  const other = side === 'authority' && authority.id !== own;
  const told = other ? 'owner' : side;
  const left = daysUntil(day.date);
  const save = async () => {
    const { data } = await client.query(CalendarOf, { id }, { requestPolicy: 'network-only' }).toPromise();
    const file = data?.node?.__typename === 'Deadline' ? data.node.calendar : null;
    setFailed(!file);
    if (file) saveFrom(file.url, file.filename);
  };
  return (
    <li className="deadline">
      <p>
        <strong>{t.kinds[kind][kind === 'DEEMED_APPROVAL' ? told : side]}</strong>
      </p>
      <p className="row">
        <time dateTime={day.date}>{formatDate(day.date, locale)}</time>
        {met ? <Badge kind="success">{t.met[kind]}</Badge> : <span className="muted small">{t.left(left)}</span>}
        {day.provisional && <Badge kind="warning">{t.provisional}</Badge>}
      </p>
      <p className="small">
        <span className="verbatim">
          {[(side === 'owner' || other) && authority.name, service?.name, message?.subject].filter(Boolean).join(' · ')}
        </span>
      </p>
      {day.supersedes && <p className="small muted">{t.before(formatDate(day.supersedes.date, locale))}</p>}
      {kind === 'DEEMED_APPROVAL' && left < 0 && !met && !other && <p className="small">{t.deemedOver[side]}</p>}
      <Disclosure summary={t.why(formatDate(day.date, locale))}>
        <p className="small">{day.explanation}</p>
        {kind === 'DEEMED_APPROVAL' && <p className="small">{t.deemed[told]}</p>}
        <p className="small">
          {t.rule}{' '}
          <TextLink to="/vertrauen/regeln">
            {day.rule.article} {day.rule.law}
          </TextLink>
        </p>
      </Disclosure>
      {!met && left >= 0 && !other && (
        <EasyLanguage
          lines={
            side === 'owner'
              ? [day.easy, ...t.easy[kind]]
              : [...t.easyAuthority[kind], ...(day.provisional ? [t.easyProvisional] : [])]
          }
        />
      )}
      {left >= 0 && !met && (
        <p className="no-print">
          <Button small icon="calendar-today" onClick={() => void save()}>
            {t.save(formatDate(day.date, locale))}
          </Button>
        </p>
      )}
      {failed && <Alert kind="danger" title={t.saveFailed} announce />}
    </li>
  );
}

/** Until when something has to happen, why on that day, and as an entry for the calendar; nothing where no period runs. */
export function Deadlines({
  deadlines,
  side,
  own,
}: {
  deadlines: readonly FragmentType<typeof DeadlineParts>[];
  side: Side;
  /** The authority that reads, where one does. */
  own?: string;
}) {
  const t = useDeadlinesMessages();
  if (deadlines.length === 0) return null;
  const runs = (one: FragmentType<typeof DeadlineParts>) => {
    const { met, day } = readFragment(DeadlineParts, one);
    return !met && daysUntil(day.date) >= 0;
  };
  const entry = (one: FragmentType<typeof DeadlineParts>) => (
    <Entry key={readFragment(DeadlineParts, one).id} deadline={one} side={side} own={own} />
  );
  const over = deadlines.filter((one) => !runs(one));
  return (
    <section className="deadlines" aria-labelledby="deadlines">
      <h2 className="kern-heading-small" id="deadlines">
        {t.title}
      </h2>
      <ul>{deadlines.filter(runs).map(entry)}</ul>
      {over.length > 0 && (
        <Disclosure summary={t.over(over.length)}>
          <ul>{over.map(entry)}</ul>
        </Disclosure>
      )}
    </section>
  );
}
