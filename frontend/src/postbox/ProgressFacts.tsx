import type { ProgressState } from '../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { formatDate, formatTimeAsDay } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { Badge } from '../ui/Badge.tsx';
import { EasyLanguage } from '../ui/EasyLanguage.tsx';
import { useProgressMessages } from './progressMessages.ts';

/** How far a matter is with one authority. */
export const ProgressParts = graphql(`
  fragment ProgressParts on CaseProgress { state since nextStep expectedBy missingDocuments }
`);

const looks = {
  RECEIVED: { kind: 'info', icon: 'mail' },
  IN_PROGRESS: { kind: 'info', icon: 'autorenew' },
  WAITING_FOR_YOU: { kind: 'warning', icon: 'warning' },
  DECIDED: { kind: 'success', icon: 'check' },
  CLOSED: { kind: 'success', icon: 'check' },
} as const;

/** The state in a word, for the owner or for clerks. */
export function ProgressBadge({ state, side }: { state: ProgressState; side: 'owner' | 'authority' }) {
  const t = useProgressMessages();
  return <Badge {...looks[state]}>{(side === 'owner' ? t.states : t.clerkStates)[state]}</Badge>;
}

/**
 * State, next step, expected day and what is missing, as the authority says; in easy language, too, for the owner and for the authority
 * itself: another one is not spoken to as "your office".
 */
export function ProgressFacts({
  progress,
  side,
}: {
  progress: FragmentType<typeof ProgressParts>;
  side: 'owner' | 'authority' | 'other';
}) {
  const t = useProgressMessages();
  const locale = useLocale();
  const { state, since, nextStep, expectedBy, missingDocuments } = readFragment(ProgressParts, progress);
  return (
    <>
      <p className="row">
        <ProgressBadge state={state} side={side === 'owner' ? 'owner' : 'authority'} />
        <span className="muted small">{t.since(formatTimeAsDay(since, locale))}</span>
      </p>
      {nextStep && (
        <p className="small">
          {t.nextStep}: <span className="verbatim">{nextStep}</span>
        </p>
      )}
      {expectedBy && (
        <p className="small">
          {t.expectedBy} {formatDate(expectedBy, locale)}. <span className="muted">{t.expectedHint}</span>
        </p>
      )}
      {missingDocuments.length > 0 && (
        <>
          <p className="small">{t.missing}:</p>
          <ul className="postbox-missing small">
            {missingDocuments.map((name) => (
              <li key={name} className="verbatim">
                {name}
              </li>
            ))}
          </ul>
        </>
      )}
      {side !== 'other' && <EasyLanguage lines={(side === 'owner' ? t.easy : t.easyAuthority)[state]} />}
    </>
  );
}
