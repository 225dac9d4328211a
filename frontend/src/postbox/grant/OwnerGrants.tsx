import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { ProgressFailed } from '../ProgressFailed.tsx';
import { useGrantMessages } from './grantMessages.ts';

const MailboxGrants = graphql(`
  query MailboxGrants($id: ID!) {
    caseMailbox(id: $id) {
      id
      parties { id role channel authority { id name } }
      grants { id mayForward givenAt revokedAt party { id } }
    }
  }
`);

const SetGrant = graphql(`
  mutation SetGrant($input: PartyGrantSetInput!) {
    partyGrantSet(input: $input) {
      grant { id }
      mailbox { id grants { id mayForward givenAt revokedAt party { id } } }
      userErrors { code field message }
    }
  }
`);

type May = 'nothing' | 'see' | 'forward';

interface Grant {
  id: string;
  mayForward: boolean;
  givenAt: string;
  revokedAt: string | null;
}

interface OneGrantProps {
  mailboxId: string;
  party: { id: string; authority: { name: string } };
  grant: Grant | undefined;
}

const mayOf = (grant: Grant | undefined): May => {
  if (!grant || grant.revokedAt) return 'nothing';
  return grant.mayForward ? 'forward' : 'see';
};

function OneGrant({ mailboxId, party, grant }: OneGrantProps) {
  const t = useGrantMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const now = mayOf(grant);
  const [chosen, setChosen] = useState<May | null>(null);
  const may = chosen ?? now;
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { name } = party.authority;
  const save = async (wanted: May) => {
    setBusy(true);
    const input = { mailboxId, partyId: party.id, granted: wanted !== 'nothing', mayForward: wanted === 'forward' };
    const { data, error } = await client.mutation(SetGrant, { input }).toPromise();
    setBusy(false);
    const refused = error ? problemText(error, common) : (data?.partyGrantSet.userErrors[0]?.message ?? null);
    setProblem(refused);
    if (refused) return;
    setChosen(null);
    say(wanted === 'nothing' && now === 'nothing' ? t.owner.none : t.owner.saved[wanted]);
  };
  return (
    <section className="stack" aria-labelledby={`grant-title-${party.id}`}>
      <h3 className="kern-heading-small" id={`grant-title-${party.id}`}>
        {t.owner.title(name)}
      </h3>
      <p className="small">{t.owner.intro}</p>
      {grant && (
        <p className="small" role="status">
          {grant.revokedAt
            ? t.owner.revoked(formatTime(grant.revokedAt, locale))
            : t.owner.given[grant.mayForward ? 'forward' : 'see'](formatTime(grant.givenAt, locale))}
        </p>
      )}
      <div className="no-print stack">
        <RadioGroup<May>
          id={`grant-${party.id}`}
          label={t.owner.may}
          value={may}
          onChange={setChosen}
          options={[
            { value: 'nothing', label: t.owner.nothing, hint: t.owner.nothingHint },
            { value: 'see', label: t.owner.see, hint: t.owner.seeHint },
            { value: 'forward', label: t.owner.forward, hint: t.owner.forwardHint },
          ]}
        />
        {problem && <Alert kind="danger" title={problem} announce />}
        <div className="form-actions">
          <Button small busy={busy} onClick={() => void save(may)}>
            {t.owner.save}
          </Button>
          {now !== 'nothing' && (
            <Button small look="tertiary" icon="close" busy={busy} onClick={() => void save('nothing')}>
              {t.owner.revoke}
            </Button>
          )}
        </div>
      </div>
      <EasyLanguage lines={t.owner.easy} />
    </section>
  );
}

/** What the owner lets the Einheitlicher Ansprechpartner of the mailbox see and do. */
export function OwnerGrants({ mailboxId }: { mailboxId: string }) {
  const { data, error, again } = useSteadyQuery(MailboxGrants, { id: mailboxId });
  if (error && !data) return <ProgressFailed again={again} />;
  const found = data?.caseMailbox;
  // One with a mailbox of its own sees nothing here.
  const parties = found?.parties.filter(
    ({ role, channel }) => role === 'POINT_OF_SINGLE_CONTACT' && channel === 'INBOX',
  );
  return parties?.map((party) => {
    const grant = found?.grants.find((one) => one.party.id === party.id);
    return <OneGrant key={party.id} mailboxId={mailboxId} party={party} grant={grant} />;
  });
}
