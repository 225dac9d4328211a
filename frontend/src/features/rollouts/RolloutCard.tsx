import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';
import { StateBadge } from './StateBadge.tsx';

/** A rollout in a list. */
export const RolloutCardParts = graphql(`
  fragment RolloutCard on Rollout {
    id reference state liveSince wishedOn
    organisation { id name }
    unit { id name }
    offering { id name }
    tasks { id state }
  }
`);

interface RolloutCardProps {
  rollout: FragmentType<typeof RolloutCardParts>;
  /** Leads to the vendor's page instead of the one for who is signed in. */
  forVendor?: boolean;
}

/** One rollout: what, for whom, how far. */
export function RolloutCard({ rollout, forVendor }: RolloutCardProps) {
  const t = useRolloutsMessages();
  const locale = useLocale();
  const r = readFragment(RolloutCardParts, rollout);
  const settled = r.tasks.filter(({ state }) => state === 'DONE' || state === 'SKIPPED').length;
  const name = `${r.organisation.name}: ${r.offering.name}`;
  return (
    <li className="rollouts-card">
      <p>
        {forVendor ? (
          <TextLink to="/einrichtung" search={{ vorgang: r.id }}>
            {name}
          </TextLink>
        ) : (
          <TextLink to="/einrichtungen/$rolloutId" params={{ rolloutId: r.id }}>
            {name}
          </TextLink>
        )}
        {r.unit && <span className="muted"> · {r.unit.name}</span>}
      </p>
      <p className="row small">
        <StateBadge state={r.state} />
        <span className="muted">
          {[
            t.above(r.reference),
            r.tasks.length > 0 && t.tasks.progress(settled, r.tasks.length),
            r.liveSince
              ? t.liveSince(formatDate(r.liveSince, locale))
              : r.wishedOn && `${t.data.wishedOn} ${formatDate(r.wishedOn, locale)}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
    </li>
  );
}
