import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { array, boolean, nonEmpty, object, pipe, regex, string, trim } from 'valibot';
import type { RetentionOfAuthorityQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { keyedRows } from '../../lib/formRows.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useRetentionMessages } from './retentionMessages.ts';

const RetentionOfAuthority = graphql(`
  query RetentionOfAuthority($id: ID!) {
    node(id: $id) {
      __typename id
      ... on Authority { id settings { version clerkDisplay retentionClasses { key name months offerToArchive } } }
    }
  }
`);

const RetentionPreviewOf = graphql(`
  query RetentionPreviewOf($id: ID!, $classes: [RetentionClassInput!]!) {
    node(id: $id) {
      __typename id
      ... on Authority { id settings { version retentionPreview(retentionClasses: $classes) { endsSooner endsLater } } }
    }
  }
`);

const RetentionSave = graphql(`
  mutation RetentionSave($input: AuthoritySettingsSaveInput!) {
    authoritySettingsSave(input: $input) {
      authority { id settings { version clerkDisplay retentionClasses { key name months offerToArchive } } }
      userErrors { code field message }
    }
  }
`);

type Node = Extract<NonNullable<RetentionOfAuthorityQuery['node']>, { __typename: 'Authority' }>;
type Settings = NonNullable<Node['settings']>;

/** How long an authority keeps closed cases. */
export function RetentionSection({ authorityId }: { authorityId: string }) {
  const t = useRetentionMessages();
  const common = useCommonMessages();
  const [{ data, error }, ask] = useQuery({ query: RetentionOfAuthority, variables: { id: authorityId } });
  const [editing, setEditing] = useState(false);
  const settings = data?.node?.__typename === 'Authority' ? data.node.settings : null;
  return (
    <section className="stack" aria-labelledby="retention">
      <h2 className="kern-heading-medium" id="retention">
        {t.title}
      </h2>
      <p>{t.lead}</p>
      {error && !data && <Alert kind="danger" title={problemText(error, common)} announce />}
      {!data && !error && <Spinner />}
      {settings && !editing && (
        <>
          <ul>
            {settings.retentionClasses.map(({ key, name, months, offerToArchive }, index) => (
              <li key={key}>
                <span className="verbatim">{name}</span>:{' '}
                {[t.months(months), index === 0 && t.first, offerToArchive && t.offered].filter(Boolean).join(', ')}
              </li>
            ))}
          </ul>
          <div className="form-actions">
            <Button icon="edit" onClick={() => setEditing(true)}>
              {t.change}
            </Button>
          </div>
        </>
      )}
      {settings && editing && (
        <ClassesForm
          authorityId={authorityId}
          settings={settings}
          again={() => ask({ requestPolicy: 'network-only' })}
          onDone={() => setEditing(false)}
        />
      )}
    </section>
  );
}

interface ClassesFormProps {
  authorityId: string;
  settings: Settings;
  again: () => void;
  onDone: () => void;
}

interface ClassRow {
  key: string;
  of: string;
  name: string;
  months: string;
  offerToArchive: boolean;
}

/** A key that no other class has; it never changes. */
function newKey(taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`k${number}`)) number += 1;
  return `k${number}`;
}

function ClassesForm({ authorityId, settings, again, onDone }: ClassesFormProps) {
  const t = useRetentionMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [problem, setProblem] = useState('');
  const [sooner, setSooner] = useState(0);
  // What the form began with stays in it, whatever a colleague saves meanwhile.
  const [initial] = useState(() => ({
    retentionClasses: keyedRows(
      settings.retentionClasses.map(({ key, name, months, offerToArchive }) => ({
        of: key,
        name,
        months: String(months),
        offerToArchive,
      })),
    ) as readonly ClassRow[],
  }));
  const form = useForm<{ retentionClasses: readonly ClassRow[] }>({
    initial,
    schema: object({
      retentionClasses: array(
        object({
          key: string(),
          of: string(),
          name: pipe(string(), trim(), nonEmpty(t.missing)),
          months: pipe(string(), trim(), regex(/^(\d{1,3}|1[01]\d\d|1200)$/, t.whole)),
          offerToArchive: boolean(),
        }),
      ),
    }) as never,
  });
  const save = async ({ retentionClasses: rows }: { retentionClasses: readonly ClassRow[] }) => {
    setProblem('');
    const taken = [...settings.retentionClasses.map(({ key }) => key), ...rows.map(({ of }) => of)];
    const retentionClasses = rows.map(({ of, name, months, offerToArchive }) => {
      const key = of || newKey(taken);
      taken.push(key);
      return { key, name, months: Number(months), offerToArchive };
    });
    const shown = await client
      .query(RetentionPreviewOf, { id: authorityId, classes: retentionClasses }, { requestPolicy: 'network-only' })
      .toPromise();
    const preview = shown.data?.node?.__typename === 'Authority' ? shown.data.node.settings?.retentionPreview : null;
    if (!preview) return setProblem(shown.error ? problemText(shown.error, common) : common.problem.unknown);
    if (preview.endsSooner !== sooner) {
      setSooner(preview.endsSooner);
      if (preview.endsSooner > 0) return;
    }
    const { version: expectedVersion, clerkDisplay } = settings;
    const { data, error } = await client
      .mutation(RetentionSave, {
        input: { authorityId, expectedVersion, clerkDisplay, retentionClasses, endsSooner: preview.endsSooner },
      })
      .toPromise();
    const [refusal] = data?.authoritySettingsSave.userErrors ?? [];
    if (error || refusal) {
      if (refusal?.code === 'STALE') again();
      const overtaken = refusal?.code === 'STALE' && !refusal.field?.includes('endsSooner');
      return setProblem(error ? problemText(error, common) : overtaken ? t.stale : (refusal?.message ?? ''));
    }
    say(preview.endsLater > 0 ? `${t.saved}. ${t.later(preview.endsLater)}` : t.saved);
    onDone();
  };
  return (
    <Form form={form} onSubmit={save}>
      {problem && <Alert kind="danger" title={problem} announce />}
      <RepeatedRows
        form={form}
        name="retentionClasses"
        label={t.label}
        hint={t.hint}
        noun={t.noun}
        empty={{ of: '', name: '', months: '24', offerToArchive: false }}
        least={1}
        most={20}
        movable
      >
        {(row) => (
          <>
            <div className="field-row">
              <TextInput label={t.name} maxLength={100} {...row.field('name')} />
              <TextInput label={t.monthsLabel} inputMode="numeric" maxLength={4} {...row.field('months')} />
            </div>
            <Checkbox label={t.offer} {...row.box('offerToArchive')} />
          </>
        )}
      </RepeatedRows>
      {sooner > 0 && (
        <Alert kind="warning" title={t.sooner(sooner)} announce>
          <p>{t.soonerText}</p>
        </Alert>
      )}
      <div className="form-actions">
        <Button type="submit" look="primary" busy={form.submitting}>
          {sooner > 0 ? t.confirm : t.save}
        </Button>
        <Button look="tertiary" onClick={onDone}>
          {common.cancel}
        </Button>
      </div>
    </Form>
  );
}
