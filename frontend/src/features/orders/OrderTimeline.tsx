import type { OrderPartsFragment } from '../../gql/graphql.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Timeline, type TimelineStep } from '../../ui/Timeline.tsx';
import { useOrdersMessages } from './ordersMessages.ts';

/** An order from the draft to the contract, step by step with who and when. */
export function OrderTimeline({ order }: { order: OrderPartsFragment }) {
  const t = useOrdersMessages();
  const words = t.order.steps;
  const locale = useLocale();
  const { state } = order;
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
    state:
      state === 'RELEASED' ? 'done' : state === 'RETURNED' ? 'failed' : state === 'SUBMITTED' ? 'current' : 'upcoming',
    title: state === 'RELEASED' ? words.released : state === 'RETURNED' ? words.returned : words.checking,
    children: line(state === 'SUBMITTED' ? null : decided),
  };
  const steps: TimelineStep[] = [
    {
      key: 'draft',
      state: state === 'DRAFT' ? 'current' : 'done',
      title: words.draft,
      children: line(t.order.by(order.preparedBy, formatTime(order.createdAt, locale))),
    },
    {
      key: 'submitted',
      state: order.placedAt ? 'done' : 'upcoming',
      title: words.submitted,
      children: line(submitted),
    },
  ];
  if (state === 'CANCELLED') {
    steps.push({
      key: 'cancelled',
      state: 'failed',
      title: words.cancelled,
      children: line(formatTime(order.updatedAt, locale)),
    });
  } else {
    steps.push(checked, {
      key: 'contract',
      state: 'upcoming',
      title: words.contract,
    });
    steps.push({
      key: 'setUp',
      state: 'upcoming',
      title: order.alreadyInUse ? words.inUse : words.setUp,
    });
  }
  return <Timeline steps={steps} label={t.order.timeline} />;
}
