import { useState } from 'react';
import { useClient } from 'urql';
import type { ClerkDisplay } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useClerkDisplayMessages } from './clerkDisplayMessages.ts';

const SettingsOfAuthority = graphql(`
  query SettingsOfAuthority($id: ID!) {
    node(id: $id) { __typename id ... on Authority { id settings { version clerkDisplay } } }
  }
`);

const AuthoritySettingsSave = graphql(`
  mutation AuthoritySettingsSave($input: AuthoritySettingsSaveInput!) {
    authoritySettingsSave(input: $input) {
      authority { id settings { version clerkDisplay } }
      userErrors { code field message }
    }
  }
`);

/** How the clerks of an authority are shown to the persons they write to. */
export function ClerkDisplaySection({ authorityId }: { authorityId: string }) {
  const t = useClerkDisplayMessages();
  const common = useCommonMessages();
  const client = useClient();
  const { data, error, again } = useSteadyQuery(SettingsOfAuthority, { id: authorityId });
  const [chosen, setChosen] = useState<ClerkDisplay | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [saved, setSaved] = useState(0);
  const settings = data?.node?.__typename === 'Authority' ? data.node.settings : null;
  const save = async (event: React.FormEvent) => {
    event.preventDefault();
    if (busy || !settings) return;
    setBusy(true);
    setProblem('');
    setSaved(0);
    const { data: answer, error: fault } = await client
      .mutation(AuthoritySettingsSave, {
        input: { authorityId, expectedVersion: settings.version, clerkDisplay: chosen ?? settings.clerkDisplay },
      })
      .toPromise();
    setBusy(false);
    const [refusal] = answer?.authoritySettingsSave.userErrors ?? [];
    if (fault || refusal) {
      // Somebody else saved meanwhile: what holds now is shown, and what was chosen here stays chosen.
      if (refusal?.code === 'STALE') again();
      return setProblem(fault ? problemText(fault, common) : (refusal?.message ?? ''));
    }
    setChosen(null);
    setSaved((count) => count + 1);
  };
  return (
    <section className="stack" aria-labelledby="clerk-display">
      <h2 className="kern-heading-medium" id="clerk-display">
        {t.title}
      </h2>
      {error && !data && <Alert kind="danger" title={problemText(error, common)} announce />}
      {!data && !error && <Spinner />}
      {settings && (
        <form className="form" noValidate onSubmit={(event) => void save(event)}>
          {saved > 0 && <Alert key={saved} kind="success" title={t.saved} announce />}
          {problem && <Alert kind="danger" title={problem} announce />}
          <RadioGroup<ClerkDisplay>
            id="clerk-display-choice"
            label={t.label}
            hint={t.hint}
            value={chosen ?? settings.clerkDisplay}
            onChange={setChosen}
            options={(['NAME', 'ROLE', 'UNIT'] as const).map((value) => ({ value, ...t.kinds[value] }))}
          />
          <div className="form-actions">
            <Button type="submit" busy={busy}>
              {busy ? common.working : t.save}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
