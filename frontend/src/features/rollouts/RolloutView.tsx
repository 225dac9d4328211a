import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDate, formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { ParameterForm } from './ParameterForm.tsx';
import { PortalLinks } from './PortalLinks.tsx';
import type { Keeping } from './parameters.ts';
import './rollouts.css';
import { useRolloutsMessages } from './rolloutsMessages.ts';
import { SetUpData } from './SetUpData.tsx';
import { StateBadge } from './StateBadge.tsx';
import { TaskList } from './TaskList.tsx';
import { VendorMails } from './VendorMails.tsx';

/** One rollout with all that its page shows. */
export const RolloutViewParts = graphql(`
  fragment RolloutView on Rollout {
    id reference state startedAt liveSince alreadyInUse viewerParty
    ...TaskList
    ...ParameterForm
    ...PortalLinks
    ...VendorMails
    ...SetUpData
  }
`);

interface RolloutViewProps {
  rollout: FragmentType<typeof RolloutViewParts>;
  /** Where what is typed is kept besides. */
  keeping: Keeping;
  /** By a mail's link nobody reports where a service is reached. */
  byLink?: boolean;
  /** Asks the server again: what is shown is no longer what is there. */
  onStale: () => void;
}

/** From contract to live service, for all who work on it: the municipality, who sets up for it, the vendor, operators. */
export function RolloutView({ rollout, keeping, byLink, onStale }: RolloutViewProps) {
  const t = useRolloutsMessages();
  const locale = useLocale();
  const r = readFragment(RolloutViewParts, rollout);
  return (
    <div className={`rollouts-columns rollouts-columns--${r.viewerParty}`}>
      <div className="rollouts-main stack-l">
        <div className="stack">
          <p className="row">
            <StateBadge state={r.state} />
            <span className="muted">
              {r.liveSince
                ? t.liveSince(formatDate(r.liveSince, locale))
                : t.startedAt(formatTimeAsDay(r.startedAt, locale))}
            </span>
          </p>
          <p>{t.stateTexts[r.state]}</p>
          {r.alreadyInUse && <p>{t.alreadyInUse}</p>}
        </div>
        <TaskList rollout={r} onStale={onStale} />
        <ParameterForm rollout={r} keeping={keeping} onStale={onStale} />
        <PortalLinks rollout={r} readOnly={byLink ?? false} />
      </div>
      <div className="rollouts-rest stack-l">
        <SetUpData rollout={r} />
        <VendorMails rollout={r} />
      </div>
    </div>
  );
}
