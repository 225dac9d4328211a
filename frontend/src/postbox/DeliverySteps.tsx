import { Suspense } from 'react';
import type { DeliveryPartsFragment } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { formatShort, formatTime } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { lazyPart } from '../lib/lazyPart.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { type DeliveryStep, deriveDeliverySteps, isSilent } from './deliverySteps.ts';
import { usePostboxMessages } from './postboxMessages.ts';

/** The delivery of a message to one authority. */
export const DeliveryParts = graphql(`
  fragment DeliveryParts on Delivery {
    id
    authority { id name }
    authorityName
    channel
    state
    silent
    failure { code cause advice }
    confirmedAt
    confirmedBy
    nextAttemptAt
    steps { state at detail }
  }
`);

// Most deliveries do not fail, and most authorities are not silent.
const Cause = ({ delivery }: { delivery: DeliveryPartsFragment }) => <p>{delivery.failure?.cause}</p>;
const DeliveryTrouble = lazyPart(() => import('./DeliveryTrouble.tsx'), 'DeliveryTrouble', Cause);

interface DeliveryStepsProps {
  delivery: DeliveryPartsFragment;
  /** A contract `Time`. */
  sentAt: string;
  receiptRequested: boolean;
  /** Says to whom; with one recipient the message's head says it already. */
  named: boolean;
}

const icons: Partial<Record<DeliveryStep['status'], IconName>> = {
  done: 'check',
  current: 'autorenew',
  failed: 'close',
};

function Step({ step }: { step: DeliveryStep }) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const icon = icons[step.status];
  return (
    <li className={`postbox-step postbox-step--${step.status}`}>
      <span className="postbox-step-mark">{icon && <Icon name={icon} size="small" />}</span>
      <span className="postbox-step-word">
        {t.delivery.words[step.state]}
        <span className="kern-sr-only"> – {t.delivery.status[step.status]}</span>
      </span>
      {step.at && (
        <time className="postbox-step-time" dateTime={step.at}>
          {formatShort(step.at, locale)}
        </time>
      )}
    </li>
  );
}

function Details({ delivery, sentAt }: Pick<DeliveryStepsProps, 'delivery' | 'sentAt'>) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const facts = [{ state: 'SENT' as const, at: sentAt, detail: null }, ...delivery.steps];
  return (
    <Disclosure summary={t.delivery.details}>
      <dl className="postbox-facts">
        {facts.map(({ state, at, detail }, index) => (
          // The same step can come more than once, such as a try that failed; facts are only ever added.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the record is what tells them apart.
          <div key={index}>
            <dt>{t.delivery.words[state]}</dt>
            <dd>
              <time dateTime={at}>{formatTime(at, locale)}</time>
              {detail && (
                <span className="postbox-fact-note verbatim">
                  {state === 'CONFIRMED' ? t.delivery.by(detail) : detail}
                </span>
              )}
              <span className="muted postbox-fact-note">{t.delivery.explanations[state]}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}

/** The delivery of a message to one authority, readable at a glance; where it failed, why and what to do. */
export function DeliverySteps({ delivery, sentAt, receiptRequested, named }: DeliveryStepsProps) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const derived = deriveDeliverySteps(delivery, sentAt, receiptRequested);
  const { authorityName, channel, failure, silent, state, nextAttemptAt } = delivery;
  return (
    <div className="postbox-delivery">
      {named && <p className="postbox-delivery-name verbatim">{authorityName}</p>}
      <p className="muted">{t.delivery.ways[channel]}</p>
      <ol
        className={channel === 'SMIME' ? 'postbox-steps postbox-steps--mail' : 'postbox-steps'}
        aria-label={t.delivery.label(authorityName)}
      >
        {derived.map((step) => (
          <Step key={`${step.state}${step.at ?? ''}`} step={step} />
        ))}
      </ol>
      {state === 'DEFERRED' && nextAttemptAt && <p>{t.delivery.nextAttempt(formatTime(nextAttemptAt, locale))}</p>}
      {isSilent(delivery) && <p>{t.delivery.silence}</p>}
      {(silent || (failure && (state === 'FAILED' || state === 'REJECTED'))) && (
        <Suspense fallback={<Cause delivery={delivery} />}>
          <DeliveryTrouble delivery={delivery} />
        </Suspense>
      )}
      <Details delivery={delivery} sentAt={sentAt} />
    </div>
  );
}
