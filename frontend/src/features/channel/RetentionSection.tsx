import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useClient } from 'urql';
import { array, boolean, nonEmpty, object, pipe, regex, string, trim } from 'valibot';
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
import { type AuthoritySettings, useAuthoritySettings } from './authoritySettings.ts';
import { useRetentionMessages } from './retentionMessages.ts';

const RetentionPreviewOf = graphql(`
  query RetentionPreviewOf($id: ID!, $classes: [RetentionClassInput!]!) {
    node(id: $id) {
      __typename id
      ... on Authority { id settings { version retentionPreview(retentionClasses: $classes) { endsSooner endsLater } } }
    }
  }
`);

/** How long an authority keeps closed cases. */
export function RetentionSection({ authorityId }: { authorityId: string }) {
  const t = useRetentionMessages();
  const held = useAuthoritySettings(authorityId);
  const { settings, failed, waiting } = held;
  const [editing, setEditing] = useState(false);
  const section = useRef<HTMLElement>(null);
  // The button that opened the form is gone meanwhile, and comes back with its end.
  const edit = (open: boolean) => {
    flushSync(() => setEditing(open));
    section.current?.querySelector<HTMLElement>(open ? 'form input' : '.form-actions button')?.focus();
  };
  return (
    <section ref={section} className="stack" aria-labelledby="retention">
      <h2 className="kern-heading-medium" id="retention">
        {t.title}
      </h2>
      <p>{t.lead}</p>
      {failed && <Alert kind="danger" title={failed} announce />}
      {waiting && <Spinner />}
      {settings && !editing && (
        <>
          <Classes classes={settings.retentionClasses} />
          <div className="form-actions">
            <Button icon="edit" onClick={() => edit(true)}>
              {t.change}
            </Button>
          </div>
        </>
      )}
      {settings && editing && (
        <ClassesForm authorityId={authorityId} held={held} settings={settings} onDone={() => edit(false)} />
      )}
    </section>
  );
}

function Classes({ classes }: { classes: AuthoritySettings['retentionClasses'] }) {
  const t = useRetentionMessages();
  return (
    <ul>
      {classes.map(({ key, name, months, offerToArchive, exportFirst }, index) => (
        <li key={key}>
          <span className="verbatim">{name}</span>:{' '}
          {[
            exportFirst && months === 0 ? t.atExport : t.months(months),
            index === 0 && t.first,
            offerToArchive && t.offered,
            exportFirst && months > 0 && t.exported,
          ]
            .filter(Boolean)
            .join(', ')}
        </li>
      ))}
    </ul>
  );
}

interface ClassesFormProps {
  authorityId: string;
  held: ReturnType<typeof useAuthoritySettings>;
  settings: AuthoritySettings;
  onDone: () => void;
}

interface ClassRow {
  key: string;
  of: string;
  name: string;
  months: string;
  offerToArchive: boolean;
  exportFirst: boolean;
}

/** A key that no other class has; it never changes. */
function newKey(taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`k${number}`)) number += 1;
  return `k${number}`;
}

function ClassesForm({ authorityId, held, settings, onDone }: ClassesFormProps) {
  const { refused, save: saveSettings } = held;
  const t = useRetentionMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [problem, setProblem] = useState('');
  const [sooner, setSooner] = useState(0);
  // What the form began with stays in it, whatever a colleague saves meanwhile.
  const [initial] = useState(() => ({
    retentionClasses: keyedRows(
      settings.retentionClasses.map(({ key, name, months, offerToArchive, exportFirst }) => ({
        of: key,
        name,
        months: String(months),
        offerToArchive,
        exportFirst,
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
          exportFirst: boolean(),
        }),
      ),
    }) as never,
  });
  const save = async ({ retentionClasses: rows }: { retentionClasses: readonly ClassRow[] }) => {
    setProblem('');
    const taken = [...settings.retentionClasses.map(({ key }) => key), ...rows.map(({ of }) => of)];
    const retentionClasses = rows.map(({ of, name, months, offerToArchive, exportFirst }) => {
      const key = of || newKey(taken);
      taken.push(key);
      return { key, name, months: Number(months), offerToArchive, exportFirst };
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
    if (!(await saveSettings({ retentionClasses, endsSooner: preview.endsSooner }))) return;
    say(preview.endsLater > 0 ? `${t.saved}. ${t.later(preview.endsLater)}` : t.saved);
    onDone();
  };
  return (
    <Form form={form} onSubmit={save}>
      {problem && <Alert kind="danger" title={problem} announce />}
      {refused && !problem && (
        <Alert kind="danger" title={refused.overtaken ? t.stale : refused.text} announce>
          {refused.overtaken && <Classes classes={settings.retentionClasses} />}
        </Alert>
      )}
      <RepeatedRows
        form={form}
        name="retentionClasses"
        label={t.label}
        hint={t.hint}
        noun={t.noun}
        empty={{ of: '', name: '', months: '24', offerToArchive: false, exportFirst: false }}
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
            <Checkbox label={t.exportFirst} hint={t.exportFirstHint} {...row.box('exportFirst')} />
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
