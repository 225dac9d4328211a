import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { type StartSearch, searchToPlan } from '../../lib/startPlan.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { useStartMessages } from './startMessages.ts';

const Keep = graphql(`
  mutation KeepStartPlan($input: ProfileUpdateInput!) {
    profileUpdate(input: $input) {
      viewer {
        id
        startPlan { undertakingId serviceId authorityId ars choices { serviceId authorityId } withoutServiceIds }
      }
      userErrors { code message }
    }
  }
`);

/** For people who cannot open a mailbox yet: what is selected can be kept with the account until then. */
export function KeepPlan({ plan }: { plan: StartSearch }) {
  const t = useStartMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [kept, setKept] = useState('');
  const selected = JSON.stringify(plan);
  const keep = async () => {
    setBusy(true);
    const { data, error } = await client.mutation(Keep, { input: { startPlan: searchToPlan(plan) } });
    const refused = data?.profileUpdate.userErrors[0]?.message;
    setProblem(error ? problemText(error, common) : (refused ?? ''));
    if (!error && data && !refused) setKept(selected);
    setBusy(false);
  };
  return (
    <>
      <Alert kind="info" title={t.open.notProven}>
        <p>{t.open.notProvenText}</p>
        <div className="form-actions">
          <Button busy={busy} onClick={() => void keep()}>
            {t.open.keep}
          </Button>
          <ButtonLink to="/konto/brief">{t.open.toAccount}</ButtonLink>
        </div>
      </Alert>
      {problem && <Alert kind="danger" title={problem} announce />}
      {kept === selected && <Alert kind="success" title={t.open.kept} announce />}
    </>
  );
}
