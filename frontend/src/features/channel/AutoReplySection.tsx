import { useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useAutoReplyMessages } from './autoReplyMessages.ts';

const AutoReplyOfAuthority = graphql(`
  query AutoReplyOfAuthority($id: ID!) {
    node(id: $id) { __typename id ... on Authority { id settings { version clerkDisplay autoReply } } }
  }
`);

const AutoReplySave = graphql(`
  mutation AutoReplySave($input: AuthoritySettingsSaveInput!) {
    authoritySettingsSave(input: $input) {
      authority { id settings { version clerkDisplay autoReply } }
      userErrors { code field message }
    }
  }
`);

/** What everyone is told who writes to the authority. */
export function AutoReplySection({ authorityId }: { authorityId: string }) {
  const t = useAutoReplyMessages();
  const common = useCommonMessages();
  const client = useClient();
  const variables = { id: authorityId };
  const { data, error } = useSteadyQuery(AutoReplyOfAuthority, variables);
  const [typed, setTyped] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ text: string; field: boolean } | null>(null);
  const [saved, setSaved] = useState(0);
  const settings = data?.node?.__typename === 'Authority' ? data.node.settings : null;
  const save = async (event: React.FormEvent) => {
    event.preventDefault();
    if (busy || !settings) return;
    setBusy(true);
    setProblem(null);
    setSaved(0);
    const { version: expectedVersion, clerkDisplay } = settings;
    const autoReply = typed ?? settings.autoReply ?? '';
    const input = { authorityId, expectedVersion, clerkDisplay, autoReply: autoReply.trim() || null };
    const { data: answer, error: fault } = await client.mutation(AutoReplySave, { input }).toPromise();
    setBusy(false);
    const [refusal] = answer?.authoritySettingsSave.userErrors ?? [];
    // Somebody else saved meanwhile: the next attempt stands on what holds now, and what was typed stays.
    if (refusal?.code === 'STALE')
      void client.query(AutoReplyOfAuthority, variables, { requestPolicy: 'network-only' }).toPromise();
    if (fault) return setProblem({ text: problemText(fault, common), field: false });
    if (refusal) return setProblem({ text: refusal.message, field: refusal.field?.[0] === 'autoReply' });
    setTyped(null);
    setSaved((count) => count + 1);
  };
  return (
    <section className="stack" aria-labelledby="auto-reply">
      <h2 className="kern-heading-medium" id="auto-reply">
        {t.title}
      </h2>
      {error && !data && <Alert kind="danger" title={problemText(error, common)} announce />}
      {!data && !error && <Spinner />}
      {settings && (
        <form className="form" noValidate onSubmit={(event) => void save(event)}>
          {saved > 0 && <Alert kind="success" title={settings.autoReply ? t.saved : t.ended} announce />}
          {problem && !problem.field && <Alert kind="danger" title={problem.text} announce />}
          <TextArea
            id="auto-reply-text"
            label={t.label}
            hint={t.hint}
            error={problem?.field ? problem.text : undefined}
            optional
            rows={4}
            value={typed ?? settings.autoReply ?? ''}
            onChange={(event) => {
              setTyped(event.target.value);
              setSaved(0);
            }}
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
