import { useState } from 'react';
import { useClient } from 'urql';
import { boolean, nonEmpty, object, pipe, regex, string, trim } from 'valibot';
import type { LegalRulePreviewQuery, LegalRuleSaveInput, PeriodUnit, RulePartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { keepsCatalogue } from '../../lib/catalogueRights.ts';
import { formatDate } from '../../lib/dates.ts';
import { useForm } from '../../lib/form.ts';
import { errorsFromServer } from '../../lib/formErrors.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Form } from '../../ui/Form.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { RuleParts } from './RuleEntry.tsx';
import './rules.css';
import { useRulesMessages } from './rulesMessages.ts';

const DeskRules = graphql(`
  query DeskRules($after: String) {
    legalRules(first: 100, after: $after) {
      edges { node { id jurisdiction holidays source ...RuleParts } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const RulePreview = graphql(`
  query LegalRulePreview($input: LegalRuleSaveInput!) {
    legalRulePreview(input: $input) {
      preview { looked changed complete examples { event stored would } }
      userErrors { code field message }
    }
  }
`);

const RuleSave = graphql(`
  mutation LegalRuleSave($input: LegalRuleSaveInput!) {
    legalRuleSave(input: $input) { rule { id ...RuleParts } userErrors { code field message } }
  }
`);

type Preview = NonNullable<LegalRulePreviewQuery['legalRulePreview']['preview']>;
type Replaceable = RulePartsFragment &
  Pick<LegalRuleSaveInput, 'jurisdiction' | 'holidays'> & { source: string | null };

function Previewed({ preview }: { preview: Preview }) {
  const t = useRulesMessages().desk;
  const locale = useLocale();
  const day = (date: string) => formatDate(date, locale);
  return (
    <section className="rule" aria-label={t.previewTitle} tabIndex={-1} ref={focus}>
      <p>{preview.looked === 0 ? t.previewNone : t.previewed(preview.looked, preview.changed)}</p>
      {!preview.complete && <p>{t.previewPart}</p>}
      {preview.examples.length > 0 && (
        <ul>
          {preview.examples.map(({ event, stored, would }) => (
            <li key={`${event} ${stored}`}>{t.example(day(event), day(stored), day(would))}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

// Where the person is led to what they asked for.
const focus = (element: HTMLElement | null) => element?.focus();

function VersionForm({ old, onSaved }: { old: Replaceable; onSaved: () => void }) {
  const t = useRulesMessages().desk;
  const common = useCommonMessages();
  const client = useClient();
  const [preview, setPreview] = useState<{ of: string; found: Preview } | null>(null);
  const [asking, setAsking] = useState(false);
  const needed = pipe(string(), trim(), nonEmpty(t.required));
  const form = useForm({
    initial: {
      law: old.law,
      article: old.article,
      amount: String(old.amount),
      unit: old.unit as string,
      shiftForDate: old.shiftForDate,
      shiftForPeriod: old.shiftForPeriod,
      validFrom: '',
      validTo: '',
      counselConfirmed: false,
      note: old.note ?? '',
    },
    schema: object({
      law: needed,
      article: needed,
      amount: pipe(string(), trim(), regex(/^(1000|\d{1,3})$/, t.number)),
      unit: string(),
      shiftForDate: boolean(),
      shiftForPeriod: boolean(),
      validFrom: needed,
      validTo: string(),
      counselConfirmed: boolean(),
      note: string(),
    }),
  });
  // What was typed since is another version.
  if (preview && preview.of !== JSON.stringify(form.values)) setPreview(null);
  const submit = useSubmit(form, RuleSave);
  const inputOf = (values: typeof form.values): LegalRuleSaveInput => ({
    ...values,
    replacesId: old.id,
    kind: old.kind,
    jurisdiction: old.jurisdiction,
    procedureLaw: old.procedureLaw ?? null,
    anchor: old.anchor,
    holidays: old.holidays,
    amount: Number(values.amount),
    unit: values.unit as PeriodUnit,
    validTo: values.validTo || null,
    note: values.note || null,
  });
  const look = async (values: typeof form.values) => {
    const of = JSON.stringify(form.values);
    setAsking(true);
    setPreview(null);
    const { data, error } = await client
      .query(RulePreview, { input: inputOf(values) }, { requestPolicy: 'network-only' })
      .toPromise();
    setAsking(false);
    const payload = data?.legalRulePreview;
    if (error || !payload) {
      form.showErrors({ root: `${t.previewFailed} ${error ? problemText(error, common) : ''}` } as never);
    } else if (payload.preview) {
      setPreview({ of, found: payload.preview });
    } else {
      form.showErrors(errorsFromServer(values, payload.userErrors, {}));
    }
  };
  const save = async (values: typeof form.values) => {
    if (!(await submit({ input: inputOf(values) }))) return;
    onSaved();
  };
  return (
    <Form form={form} onSubmit={save}>
      <TextInput label={t.law} maxLength={60} {...form.field('law')} />
      <TextInput label={t.article} maxLength={120} {...form.field('article')} />
      <TextInput label={t.amount} inputMode="numeric" maxLength={4} {...form.field('amount')} />
      <Select label={t.unit} {...form.field('unit')}>
        {(['DAYS', 'WEEKS', 'MONTHS'] as const).map((unit) => (
          <option key={unit} value={unit}>
            {t.units[unit]}
          </option>
        ))}
      </Select>
      <Checkbox label={t.shiftForDate} {...form.box('shiftForDate')} />
      <Checkbox label={t.shiftForPeriod} {...form.box('shiftForPeriod')} />
      <DateField label={t.validFrom} {...form.field('validFrom')} />
      <DateField label={t.validTo} optional {...form.field('validTo')} />
      <Checkbox label={t.confirmed} hint={t.confirmedHint} {...form.box('counselConfirmed')} />
      <TextArea label={t.note} optional rows={4} maxLength={2_000} {...form.field('note')} />
      <p>
        <Button busy={asking} onClick={() => void form.submit(look)}>
          {t.preview}
        </Button>
      </p>
      {preview && <Previewed preview={preview.found} />}
      <Button type="submit" look="primary" busy={form.submitting && !asking}>
        {t.save}
      </Button>
    </Form>
  );
}

/** Where editors add a version of a rule, with a look at what it would have changed. */
export function DeskRulesPage() {
  const words = useRulesMessages();
  const t = words.desk;
  const common = useCommonMessages();
  const locale = useLocale();
  const { viewer } = useViewer();
  const [chosen, setChosen] = useState('');
  const [saved, setSaved] = useState(0);
  const pages = usePages({ query: DeskRules, variables: {}, read: (data) => data.legalRules });
  if (viewer && !keepsCatalogue(viewer)) return <Page title={t.title}>{t.onlyEditors}</Page>;
  const rules: Replaceable[] = pages.nodes.map((node) => ({
    ...readFragment(RuleParts, node),
    jurisdiction: node.jurisdiction,
    holidays: node.holidays,
    source: node.source,
  }));
  const current = rules.filter(({ replacedBy }) => !replacedBy);
  const old = current.find(({ id }) => id === chosen);
  return (
    <Page title={t.title} lead={t.lead}>
      <div className="rules">
        <p>
          <TextLink to="/vertrauen/regeln">{t.public}</TextLink>
        </p>
        {pages.error && <Alert kind="danger" title={`${words.failed} ${problemText(pages.error, common)}`} announce />}
        {saved > 0 && <Alert key={saved} kind="success" title={t.saved} announce />}
        {pages.loading && <Spinner />}
        {current.length > 0 && (
          <Select
            id="rules-replaced"
            label={t.replaces}
            value={chosen}
            onChange={(event) => {
              setChosen(event.target.value);
              setSaved(0);
            }}
          >
            <option value="">{t.choose}</option>
            {current.map((rule) => (
              <option key={rule.id} value={rule.id}>
                {`${words.kinds[rule.kind]}: ${rule.article} ${rule.law}, ${words.from(formatDate(rule.validFrom, locale))}`}
              </option>
            ))}
          </Select>
        )}
        <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
        {old && (
          <>
            <Facts
              rows={[
                [words.facts.question, old.questionToCounsel && <span lang="de">{old.questionToCounsel}</span>],
                [words.facts.source, old.source && <span lang="de">{old.source}</span>],
              ]}
            />
            <VersionForm
              key={old.id}
              old={old}
              onSaved={() => {
                setChosen('');
                setSaved((count) => count + 1);
                pages.reload();
                document.getElementById('rules-replaced')?.focus();
              }}
            />
          </>
        )}
      </div>
    </Page>
  );
}
