import type { DeliveryPartsFragment } from '../gql/graphql.ts';
import { formatShort, formatTime } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { Alert } from '../ui/Alert.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { type Rung, rungs } from './ladder.ts';
import { usePostboxMessages } from './postboxMessages.ts';

interface LadderProps {
  delivery: DeliveryPartsFragment;
  /** A contract `Time`. */
  sentAt: string;
  receiptRequested: boolean;
  /** Says to whom; with one recipient the message's head says it already. */
  named: boolean;
}

const icons: Partial<Record<Rung['status'], IconName>> = { done: 'check', current: 'autorenew', failed: 'close' };

function Step({ rung }: { rung: Rung }) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const icon = icons[rung.status];
  return (
    <li className={`postbox-rung postbox-rung--${rung.status}`}>
      <span className="postbox-rung-mark">{icon && <Icon name={icon} size="small" />}</span>
      <span className="postbox-rung-word">
        {t.delivery.words[rung.state]}
        <span className="kern-sr-only"> – {t.delivery.status[rung.status]}</span>
      </span>
      {rung.at && (
        <time className="postbox-rung-time" dateTime={rung.at}>
          {formatShort(rung.at, locale)}
        </time>
      )}
    </li>
  );
}

function Details({ ladder }: { ladder: readonly Rung[] }) {
  const t = usePostboxMessages();
  const locale = useLocale();
  return (
    <Disclosure summary={t.delivery.details}>
      <dl className="postbox-facts">
        {ladder
          .filter(({ status }) => status !== 'upcoming')
          .map(({ state, at, detail }) => (
            <div key={`${state}${at}`}>
              <dt>{t.delivery.words[state]}</dt>
              <dd>
                {at && <time dateTime={at}>{formatTime(at, locale)}</time>}{' '}
                {detail && <span className="verbatim">({state === 'CONFIRMED' ? t.delivery.by(detail) : detail})</span>}
                <span className="muted postbox-fact-note">{t.delivery.explanations[state]}</span>
              </dd>
            </div>
          ))}
      </dl>
    </Disclosure>
  );
}

/** The way of a message to one authority, readable at a glance; where it failed, why and what to do. */
export function Ladder({ delivery, sentAt, receiptRequested, named }: LadderProps) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const ladder = rungs(delivery, sentAt, receiptRequested);
  const { authority, failure, state, nextAttemptAt } = delivery;
  return (
    <div className="postbox-delivery">
      {named && <p className="postbox-delivery-name verbatim">{authority.name}</p>}
      <ol className="postbox-ladder" aria-label={t.delivery.label(authority.name)}>
        {ladder.map((rung) => (
          <Step key={`${rung.state}${rung.at ?? ''}`} rung={rung} />
        ))}
      </ol>
      {state === 'DEFERRED' && nextAttemptAt && (
        <p className="small">{t.delivery.nextAttempt(formatTime(nextAttemptAt, locale))}</p>
      )}
      {failure && (state === 'FAILED' || state === 'REJECTED') && (
        <Alert kind="danger" title={failure.cause}>
          <p>
            <strong>{t.delivery.advice}:</strong> {failure.advice}
          </p>
        </Alert>
      )}
      <Details ladder={ladder} />
    </div>
  );
}
