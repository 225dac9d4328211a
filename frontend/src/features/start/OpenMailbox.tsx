import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { StartSearch } from '../../lib/startPlan.ts';
import { useViewer } from '../../lib/viewer.ts';
import { addressProven } from '../../lib/viewerRights.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { ErrorSummary, type SummaryError } from '../../ui/ErrorSummary.tsx';
import { KeepPlan } from './KeepPlan.tsx';
import { ReachBadge } from './ReachBadge.tsx';
import type { Recipient } from './selection.ts';
import { useStartMessages } from './startMessages.ts';

interface OpenMailboxProps {
  recipients: readonly Recipient[];
  /** What is still to be decided; each leads to its field. */
  problems: readonly SummaryError[];
  /** Carried through registration, or kept with the account. */
  plan: StartSearch;
  /** Carried to the page that opens the mailbox. */
  search: { undertaking?: string; service?: string[]; authority?: string; ars?: string; choice?: string[] };
  onTry: () => void;
}

function Recipients({ recipients }: { recipients: readonly Recipient[] }) {
  const t = useStartMessages();
  return (
    <>
      <p>{t.open.toWhom}</p>
      <ul className="start-recipients">
        {recipients.map(({ id, name, reachability, services }) => (
          <li key={id}>
            <span className="row">
              <strong>{name}</strong>
              <ReachBadge reachability={reachability} />
            </span>
            <span className="muted small">{services.join(' · ')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Anonymous({ plan }: { plan: StartSearch }) {
  const t = useStartMessages();
  const { href } = useLocation();
  return (
    <>
      <p>{t.open.signInFirst}</p>
      <div className="form-actions">
        <ButtonLink to="/registrieren" search={plan} look="primary">
          {t.open.register}
        </ButtonLink>
        <ButtonLink to="/anmelden" search={{ weiter: href }}>
          {t.open.signIn}
        </ButtonLink>
      </div>
    </>
  );
}

/** The last step here: which authorities the mailbox leads to, and the button, or what has to come before. */
export function OpenMailbox({ recipients, problems, plan, search, onTry }: OpenMailboxProps) {
  const t = useStartMessages();
  const navigate = useNavigate();
  const { loading, viewer } = useViewer();
  const [attempt, setAttempt] = useState(0);
  const open = () => {
    onTry();
    setAttempt(attempt + 1);
    if (problems.length === 0) void navigate({ to: '/postfach/neu', search });
  };
  const connected = recipients.some(({ reachability }) => reachability === 'CONNECTED');
  return (
    <section className="start-open" aria-labelledby="start-open">
      <h2 className="kern-heading-medium" id="start-open">
        {t.open.title}
      </h2>
      {attempt > 0 && <ErrorSummary errors={problems} attempt={attempt} />}
      {recipients.length > 0 ? <Recipients recipients={recipients} /> : <p>{t.open.nobody}</p>}
      {recipients.length > 0 && !connected && <Alert kind="warning" title={t.open.noneConnected} />}
      {!loading && !viewer && <Anonymous plan={plan} />}
      {viewer && !addressProven(viewer) && <KeepPlan plan={plan} />}
      {viewer && addressProven(viewer) && (
        <>
          <p className="muted small">{t.open.final}</p>
          <p>
            <Button look="primary" icon="mail" onClick={open}>
              {t.open.action}
            </Button>
          </p>
        </>
      )}
    </section>
  );
}
