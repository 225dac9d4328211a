import type { OrderPartsFragment } from '../../gql/graphql.ts';
import { formatDate, formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { ContractBadge } from '../../market/ContractBadge.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { Timeline, type TimelineStep } from '../../ui/Timeline.tsx';
import { declined } from './orderParts.ts';
import { useOrdersMessages } from './ordersMessages.ts';

/** An order from the draft to the contract, step by step with who and when. */
export function OrderTimeline({ order }: { order: OrderPartsFragment }) {
  const t = useOrdersMessages();
  const words = t.order.steps;
  const locale = useLocale();
  const { state, contract, rollout } = order;
  const back = declined(order);
  const released = state === 'RELEASED' || back;
  const line = (text: string | null) => text && <p className="muted small">{text}</p>;
  const submitter = order.submittedBy ?? '';
  const submitted = order.placedAt
    ? t.order.by(
        order.actingPerson ? t.order.acting(submitter, order.actingPerson) : submitter,
        formatTime(order.placedAt, locale),
      )
    : null;
  const decided = order.decidedAt ? formatTime(order.decidedAt, locale) : null;
  const checked: TimelineStep = {
    key: 'checked',
    state: released ? 'done' : state === 'RETURNED' ? 'failed' : state === 'SUBMITTED' ? 'current' : 'upcoming',
    title: released ? words.released : state === 'RETURNED' ? words.returned : words.checking,
    ...(state === 'RETURNED' && !back && { word: words.toChange }),
    children: line(state === 'SUBMITTED' ? null : decided),
  };
  const live = contract?.state === 'EFFECTIVE';
  const over = contract?.state === 'TERMINATED' || contract?.state === 'EXPIRED' || back;
  const held = contract?.state === 'ON_HOLD';
  const steps: TimelineStep[] = [
    {
      key: 'draft',
      state: state === 'DRAFT' ? 'current' : 'done',
      title: words.draft,
      children: line(t.order.by(order.preparedBy, formatTime(order.createdAt, locale))),
    },
  ];
  // A draft that was cancelled was never sent, nor will be.
  if (order.placedAt || state !== 'CANCELLED')
    steps.push({
      key: 'submitted',
      state: order.placedAt ? 'done' : 'upcoming',
      title: words.submitted,
      children: line(submitted),
    });
  if (state === 'CANCELLED') {
    steps.push({
      key: 'cancelled',
      state: 'failed',
      title: words.cancelled,
      word: words.over,
      children: line(formatTime(order.updatedAt, locale)),
    });
  } else {
    steps.push(checked, {
      key: 'contract',
      state: live ? 'done' : over || held ? 'failed' : contract ? 'current' : 'upcoming',
      title: words.contract,
      ...(over && { word: back ? words.toChange : words.over }),
      ...(held && { word: words.held }),
      children: contract && (
        <p className="row">
          <ContractBadge state={contract.state} />
          <TextLink to="/vertraege/$contractId" params={{ contractId: contract.id }}>
            {t.order.contract}
          </TextLink>
        </p>
      ),
    });
    const online = rollout?.state === 'LIVE';
    steps.push({
      key: 'setUp',
      state: online ? 'done' : rollout?.state === 'ENDED' ? 'failed' : live ? 'current' : 'upcoming',
      title: order.alreadyInUse ? words.inUse : words.setUp,
      ...(rollout?.state === 'ENDED' && { word: words.over }),
      children: rollout && (
        <p className="row">
          <TextLink to="/einrichtungen/$rolloutId" params={{ rolloutId: rollout.id }}>
            {t.order.rollout}
          </TextLink>
          {rollout.liveSince && (
            <span className="muted small">{t.order.live(formatDate(rollout.liveSince, locale))}</span>
          )}
        </p>
      ),
    });
  }
  return (
    <section className="stack" aria-labelledby="order-timeline">
      <h2 className="kern-heading-medium" id="order-timeline">
        {t.order.timeline}
      </h2>
      <Timeline steps={steps} label={t.order.timeline} />
    </section>
  );
}
