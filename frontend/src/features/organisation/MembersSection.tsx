import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { daysUntil, formatDate, formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { refreshRights } from '../../lib/refreshRights.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { MemberAbsence } from './MemberAbsence.tsx';
import { MemberRoles } from './MemberRoles.tsx';
import { type MemberRow, MembersOfOrganisation } from './members.ts';
import { useOrganisationMessages } from './organisationMessages.ts';

interface MembersSectionProps {
  organisationId: string;
  /** The viewer is an admin of the organisation: changing colleagues is theirs alone. */
  admin: boolean;
}

/** Who works for the organisation, with roles and the end of the certificate; its admins change roles and remove. */
export function MembersSection({ organisationId, admin }: MembersSectionProps) {
  const t = useOrganisationMessages().members;
  const common = useCommonMessages();
  const client = useClient();
  const locale = useLocale();
  const [chosenId, setChosen] = useState<string | null>(null);
  const [awayId, setAway] = useState<string | null>(null);
  const [done, setDone] = useState<{ text: string } | null>(null);
  const pages = usePages({
    query: MembersOfOrganisation,
    variables: { id: organisationId },
    read: (data) => data.organisation?.internal?.members,
  });
  const chosen = pages.nodes.find(({ id }) => id === chosenId) ?? null;
  const away = pages.nodes.find(({ id }) => id === awayId) ?? null;
  const finish = (text: string) => {
    if (chosen?.me) void refreshRights(client);
    setChosen(null);
    setAway(null);
    setDone({ text });
    pages.reload();
  };
  // The row with the button may be gone: once the dialog is closed, the section's heading takes the focus.
  useEffect(() => {
    if (done) document.getElementById('members')?.focus();
  }, [done]);
  return (
    <section className="stack" aria-labelledby="members">
      <h2 className="kern-heading-medium" id="members" tabIndex={-1}>
        {t.title}
      </h2>
      <p>{admin ? t.lead : t.leadOthers}</p>
      {done && <Alert key={done.text} kind="success" title={done.text} announce />}
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {pages.loading && <Spinner />}
      {!pages.loading && !pages.error && pages.nodes.length === 0 && <p className="muted">{t.empty}</p>}
      <ul className="card-list">
        {pages.nodes.map((member) => (
          <li key={member.id} className="card">
            <h3 className="kern-heading-small verbatim">
              {member.name} {member.me && <span className="muted">({t.you})</span>}
            </h3>
            <p>{member.roles.map((role) => t.roles[role]).join(', ')}</p>
            {member.unit && <p className="verbatim">{member.unit.name}</p>}
            {member.absentUntil && (
              <p>
                <Badge kind="info">{t.absent(formatDate(member.absentUntil, locale))}</Badge>{' '}
                <span className="verbatim">{member.deputy ? t.deputy(member.deputy.name) : t.noDeputy}</span>
              </p>
            )}
            <Certificate account={member.marketAccount} />
            <div className="form-actions">
              {admin && (
                <Button small aria-label={t.changeNamed(member.name)} onClick={() => setChosen(member.id)}>
                  {t.change}
                </Button>
              )}
              {(admin || member.me) && member.roles.includes('CLERK') && (
                <Button small aria-label={t.absenceNamed(member.name)} onClick={() => setAway(member.id)}>
                  {t.absence}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
      <MemberRoles member={chosen} onClose={() => setChosen(null)} onDone={finish} onStale={pages.reload} />
      <MemberAbsence
        member={away}
        organisationId={organisationId}
        admin={admin}
        onClose={() => setAway(null)}
        onDone={finish}
        onStale={pages.reload}
      />
    </section>
  );
}

// Renewing takes its time at the provider.
const soonDays = 60;

function Certificate({ account }: { account: MemberRow['marketAccount'] }) {
  const t = useOrganisationMessages().members;
  const locale = useLocale();
  if (!account) return <p className="muted small">{t.noAccount}</p>;
  const day = formatTimeAsDay(account.certificateValidTo, locale);
  const left = daysUntil(account.certificateValidTo.slice(0, 10));
  const text = left < 0 ? t.ended(day) : t.certificate(day);
  return (
    <>
      {left <= soonDays ? (
        <p>
          <Badge kind="warning">{text}</Badge>
        </p>
      ) : (
        <p className="muted small">{text}</p>
      )}
      {account.shared && <p className="muted small">{t.shared}</p>}
    </>
  );
}
