import { Suspense, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart, nothing } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { AuthorityChoice, type ChosenAuthority } from './AuthorityChoice.tsx';
import { useHandoverMessages } from './handoverMessages.ts';

const CaseGrant = lazyPart(() => import('../grant/CaseGrant.tsx'), 'CaseGrant', nothing);

const CaseCompetence = graphql(`
  query CaseCompetence($id: ID!) { authorityCase(id: $id) { id declinedAt firstReceivedAt ownerDeletedAt } }
`);

const Decline = graphql(`
  mutation DeclineCase($input: CaseDeclineInput!) {
    caseDecline(input: $input) {
      case { id version state waitingSince declinedAt firstReceivedAt ownerDeletedAt }
      userErrors { code field message }
    }
  }
`);

function DeclineDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const t = useHandoverMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [reason, setReason] = useState('');
  const [suggested, setSuggested] = useState<ChosenAuthority | null>(null);
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async () => {
    if (!reason.trim()) return setMissing(true);
    setBusy(true);
    const { data, error } = await client
      .mutation(Decline, { input: { caseId, reason, suggestedAuthorityId: suggested?.id ?? null } })
      .toPromise();
    setBusy(false);
    const refused = error ? problemText(error, common) : data?.caseDecline.userErrors[0]?.message;
    if (refused) return setProblem(refused);
    say(t.decline.done);
    onClose();
  };
  return (
    <Dialog
      open
      title={t.decline.title}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" busy={busy} onClick={() => void act()}>
            {busy ? common.working : t.decline.act}
          </Button>
          <Button onClick={onClose}>{common.cancel}</Button>
        </>
      }
    >
      <div className="stack">
        <p>{t.decline.intro}</p>
        <TextArea
          id="decline-reason"
          label={t.decline.reason}
          hint={t.decline.reasonHint}
          rows={3}
          maxLength={2000}
          value={reason}
          error={missing ? t.decline.reasonMissing : undefined}
          onChange={(event) => {
            setReason(event.target.value);
            setMissing(false);
          }}
        />
        <AuthorityChoice id="decline-suggested" label={t.decline.suggest} optional onChoose={setSuggested} />
        {suggested && <p role="status">{t.decline.suggested(suggested.name)}</p>}
        <p className="muted small">{t.decline.editors}</p>
        {problem && <Alert kind="danger" title={problem} announce />}
      </div>
    </Dialog>
  );
}

/** How a clerk says that the authority is not competent, and what is known of the matter's way before it came here. */
export function DeclineCase({ caseId }: { caseId: string }) {
  const t = useHandoverMessages();
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const [{ data }] = useQuery({ query: CaseCompetence, variables: { id: caseId } });
  const found = data?.authorityCase;
  if (!found) return null;
  return (
    <>
      {found.firstReceivedAt && <p className="small">{t.firstReceived(formatTime(found.firstReceivedAt, locale))}</p>}
      {found.declinedAt && <p className="small">{t.decline.declined(formatTime(found.declinedAt, locale))}</p>}
      {!found.declinedAt && !found.ownerDeletedAt && (
        <Button look="tertiary" icon="close" onClick={() => setAsking(true)}>
          {t.decline.act}
        </Button>
      )}
      <Suspense>
        <CaseGrant caseId={caseId} />
      </Suspense>
      {asking && <DeclineDialog caseId={caseId} onClose={() => setAsking(false)} />}
    </>
  );
}
