import type { CitizenSupport, CostClass, InterfaceState, OfferingKind, OfferingState } from '../../gql/graphql.ts';
import { formatDate } from '../../lib/dates.ts';
import type { FormState } from '../../lib/form.ts';
import { addedRow } from '../../lib/formRows.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { CheckboxGroup } from '../../ui/CheckboxGroup.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { OrganisationPicker, ProcedurePicker, ServicePicker } from './DeskPickers.tsx';
import type { TypedSheet } from './DeskSheetForm.tsx';
import type { DeskOfferingParts } from './deskParts.ts';
import { organisations } from './filters.ts';
import { inventedParts } from './invented.ts';
import type { Section } from './sheetChanges.ts';
import { emptyRows, slugOf } from './sheetValues.ts';

interface FieldsProps {
  form: FormState<TypedSheet>;
  offering: DeskOfferingParts | null;
}

type BothName = 'name' | 'summary' | 'description' | 'costNote' | 'testNote';

interface BothProps {
  form: FormState<TypedSheet>;
  name: BothName;
  label: string;
  hint?: string;
  optional?: boolean;
  /** How many lines are in sight; one is a line of text. */
  rows?: number;
  onBlur?: () => void;
}

/** A text in German and, where the sheet has it, in English beside it. */
function Both({ form, name, label, hint, optional = false, rows, onBlur }: BothProps) {
  const w = useCatalogueDeskMessages();
  const ends = form.values.english ? (['De', 'En'] as const) : (['De'] as const);
  return (
    <div className="desk-both">
      {ends.map((end) => {
        const shared = {
          label: form.values.english ? w.inLanguage(label, w.languages[end]) : label,
          hint,
          optional,
          lang: end === 'De' ? 'de' : 'en',
          ...form.field(`${name}${end}`),
        };
        return rows ? (
          <TextArea key={end} rows={rows} {...shared} />
        ) : (
          <TextInput key={end} autoComplete="off" onBlur={end === 'De' ? onBlur : undefined} {...shared} />
        );
      })}
    </div>
  );
}

function Options<V extends string>({ texts, of }: { texts: Record<V, string>; of: readonly V[] }) {
  return of.map((value) => (
    <option key={value} value={value}>
      {texts[value]}
    </option>
  ));
}

const keys = <V extends string>(texts: Record<V, unknown>) => Object.keys(texts) as V[];

function Basics({ form, offering }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  const { values } = form;
  const states: readonly OfferingState[] = offering ? offering.nextStates : ['ANNOUNCED', 'ORDERABLE'];
  return (
    <>
      <Checkbox label={w.fields.english} hint={w.hints.english} {...form.box('english')} />
      <Both
        form={form}
        name="name"
        label={w.fields.name}
        onBlur={() => {
          if (!offering) form.set(({ slug, nameDe }) => ({ slug: slug || slugOf(nameDe) }));
        }}
      />
      <TextInput
        label={w.fields.slug}
        hint={offering ? w.hints.slugFixed : w.hints.slug}
        autoComplete="off"
        spellCheck={false}
        readOnly={offering !== null}
        {...form.field('slug')}
      />
      <RadioGroup<OfferingKind>
        id="kind"
        label={w.fields.kind}
        error={form.errors.kind}
        value={values.kind}
        onChange={(kind) => form.set({ kind })}
        options={keys(t.kinds).map((value) => ({ value, label: t.kinds[value], hint: w.hints.kinds[value] }))}
      />
      <RadioGroup<OfferingState>
        id="state"
        label={w.fields.state}
        error={form.errors.state}
        value={values.state}
        onChange={(state) => form.set({ state })}
        options={states.map((value) => ({ value, label: t.states[value] }))}
      />
      {values.state === 'ANNOUNCED' && (
        <DateField
          label={w.fields.orderableFrom}
          hint={w.hints.orderableFrom}
          optional
          {...form.field('orderableFrom')}
        />
      )}
    </>
  );
}

function Texts({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const { english } = form.values;
  const label = (end: 'De' | 'En') =>
    english ? w.inLanguage(w.fields.precondition, w.languages[end]) : w.fields.precondition;
  return (
    <>
      <Both form={form} name="summary" label={w.fields.summary} rows={2} />
      <Both form={form} name="description" label={w.fields.description} hint={w.hints.description} rows={8} />
      <RepeatedRows
        form={form}
        name="preconditions"
        label={w.fields.preconditions}
        hint={w.hints.preconditions}
        noun={w.fields.precondition}
        empty={emptyRows.precondition}
        most={10}
        movable
      >
        {(row) => (
          <div className="desk-both">
            <TextInput label={label('De')} lang="de" autoComplete="off" {...row.field('de')} />
            {english && <TextInput label={label('En')} lang="en" autoComplete="off" {...row.field('en')} />}
          </div>
        )}
      </RepeatedRows>
    </>
  );
}

function Provider({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const { values, errors } = form;
  return (
    <>
      <OrganisationPicker
        id="providerId"
        label={w.fields.provider}
        hint={w.hints.provider}
        error={errors.providerId}
        chosen={values.providerName}
        onPick={(providerId, providerName) => form.set({ providerId, providerName })}
      />
      <TextInput
        label={w.fields.vendorUrl}
        hint={w.hints.vendorUrl}
        type="url"
        autoComplete="off"
        optional={values.kind !== 'MARKET'}
        {...form.field('vendorUrl')}
      />
      <ServicePicker
        id="services"
        label={w.fields.services}
        hint={w.hints.services}
        error={errors.services}
        onPick={(serviceId, name) => {
          form.set(({ services }) => ({
            services: services.some((one) => one.serviceId === serviceId)
              ? services
              : [...services, addedRow({ serviceId, name })],
          }));
          say(w.serviceAdded(name));
        }}
      />
      {values.services.length > 0 && (
        <ul className="desk-chosen" aria-label={w.fields.services}>
          {values.services.map(({ key, name }) => (
            <li key={key}>
              <span>{name}</span>
              <Button
                look="tertiary"
                small
                icon="close"
                aria-label={w.removeService(name)}
                onClick={() => {
                  form.set(({ services }) => ({ services: services.filter((one) => one.key !== key) }));
                  say(w.serviceRemoved(name));
                  document.getElementById('services')?.focus();
                }}
              >
                {w.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Eligible({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  const { eligible, kind } = form.values;
  // Those that may order, and those that the sheet names already.
  const offered = [...new Set([...Object.values(organisations), ...eligible])];
  return (
    <>
      <CheckboxGroup
        id="eligible"
        label={w.fields.eligible}
        hint={kind === 'EFA' ? w.hints.eligible : w.hints.eligibleNone}
        error={form.errors.eligible}
        values={eligible}
        onChange={(chosen) => form.set({ eligible: offered.filter((one) => chosen.includes(one)) })}
        options={offered.map((value) => ({ value, label: t.organisations[value] }))}
      />
      <DateField label={w.fields.eligibleOn} hint={w.hints.eligibleOn} optional {...form.field('eligibleOn')} />
    </>
  );
}

function Cost({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  return (
    <>
      <RadioGroup<CostClass>
        id="costClass"
        label={w.fields.costClass}
        error={form.errors.costClass}
        value={form.values.costClass}
        onChange={(costClass) => form.set({ costClass })}
        options={keys(t.costs).map((value) => ({ value, label: t.costs[value] }))}
      />
      <Both form={form} name="costNote" label={w.fields.costNote} hint={w.hints.costNote} optional rows={2} />
      <Checkbox label={w.fields.levy} hint={w.hints.levy} {...form.box('financedByLevy')} />
    </>
  );
}

function Interfaces({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  return (
    <>
      <p>
        {w.hints.interfaces} <TextLink to="/betrieb/fachverfahren">{w.toProcedures}</TextLink>
      </p>
      <RepeatedRows
        form={form}
        name="interfaces"
        label={w.sections.interfaces}
        noun={w.fields.interface}
        empty={emptyRows.interface}
        most={30}
      >
        {(row) => (
          <>
            <ProcedurePicker
              id={row.binding('procedureId').id}
              label={w.fields.procedure}
              error={row.binding('procedureId').error}
              chosen={[row.values.procedureName, row.values.vendorName].filter(Boolean).join(', ')}
              onPick={({ id, name, vendor }) => row.set({ procedureId: id, procedureName: name, vendorName: vendor })}
            />
            <div className="field-row">
              <TextInput
                label={w.fields.versions}
                hint={w.hints.versions}
                optional
                autoComplete="off"
                {...row.field('versions')}
              />
              <TextInput
                label={w.fields.standard}
                hint={w.hints.standard}
                optional
                autoComplete="off"
                {...row.field('standard')}
              />
            </div>
            <div className="field-row">
              <Select label={w.fields.interfaceState} {...row.field('state')}>
                <Options<InterfaceState> texts={t.sheet.interfaceStates} of={keys(t.sheet.interfaceStates)} />
              </Select>
              <Select label={w.fields.interfaceCost} {...row.field('costClass')}>
                <Options<CostClass> texts={t.costs} of={keys(t.costs)} />
              </Select>
            </div>
            <TextInput label={w.fields.interfaceNote} optional autoComplete="off" {...row.field('costNote')} />
          </>
        )}
      </RepeatedRows>
    </>
  );
}

function OnlyEfa({ form }: { form: FormState<TypedSheet> }) {
  const w = useCatalogueDeskMessages();
  return form.values.kind === 'EFA' ? null : <p>{w.hints.onlyEfa}</p>;
}

function Parameters({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const { english } = form.values;
  const label = (end: 'De' | 'En') => (english ? w.inLanguage(w.fields.name, w.languages[end]) : w.fields.name);
  return (
    <>
      <OnlyEfa form={form} />
      <RepeatedRows
        form={form}
        name="parameters"
        label={w.sections.parameters}
        hint={w.hints.parameters}
        noun={w.fields.parameter}
        empty={emptyRows.parameter}
        most={60}
        movable
      >
        {(row) => (
          <>
            <div className="desk-both">
              <TextInput label={label('De')} lang="de" autoComplete="off" {...row.field('labelDe')} />
              {english && <TextInput label={label('En')} lang="en" autoComplete="off" {...row.field('labelEn')} />}
            </div>
            <div className="field-row">
              <TextInput label={w.fields.source} optional autoComplete="off" {...row.field('source')} />
              <TextInput label={w.fields.example} optional autoComplete="off" {...row.field('example')} />
            </div>
            <Checkbox label={w.fields.needed} {...row.box('required')} />
            <TextInput
              label={w.fields.code}
              hint={w.hints.code}
              optional
              autoComplete="off"
              spellCheck={false}
              {...row.field('code')}
            />
          </>
        )}
      </RepeatedRows>
    </>
  );
}

function Tasks({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const { english } = form.values;
  const label = (end: 'De' | 'En') =>
    english ? w.inLanguage(w.fields.taskTitle, w.languages[end]) : w.fields.taskTitle;
  return (
    <>
      <OnlyEfa form={form} />
      <RepeatedRows
        form={form}
        name="tasks"
        label={w.sections.tasks}
        hint={w.hints.tasks}
        noun={w.fields.task}
        empty={emptyRows.task}
        most={30}
        movable
      >
        {(row) => (
          <>
            <div className="desk-both">
              <TextInput label={label('De')} lang="de" autoComplete="off" {...row.field('titleDe')} />
              {english && <TextInput label={label('En')} lang="en" autoComplete="off" {...row.field('titleEn')} />}
            </div>
            <div className="field-row">
              <Select label={w.fields.taskKind} {...row.field('kind')}>
                <Options texts={w.taskKinds} of={keys(w.taskKinds)} />
              </Select>
              <Select label={w.fields.responsible} {...row.field('responsible')}>
                <Options texts={w.parties} of={keys(w.parties)} />
              </Select>
            </div>
            <div className="field-row">
              <TextInput
                label={w.fields.guideTitle}
                hint={w.hints.guide}
                optional
                autoComplete="off"
                {...row.field('guideTitle')}
              />
              <TextInput label={w.fields.guideUrl} type="url" optional autoComplete="off" {...row.field('guideUrl')} />
            </div>
            <TextInput
              label={w.fields.code}
              hint={w.hints.code}
              optional
              autoComplete="off"
              spellCheck={false}
              {...row.field('code')}
            />
          </>
        )}
      </RepeatedRows>
    </>
  );
}

function Test({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  return (
    <>
      <TextInput
        label={w.fields.testUrl}
        hint={w.hints.testUrl}
        type="url"
        optional
        autoComplete="off"
        {...form.field('testUrl')}
      />
      <Both form={form} name="testNote" label={w.fields.testNote} hint={w.hints.testNote} optional rows={2} />
      <RepeatedRows
        form={form}
        name="guides"
        label={w.fields.guides}
        noun={w.fields.guide}
        empty={emptyRows.guide}
        most={20}
        movable
      >
        {(row) => (
          <div className="field-row">
            <TextInput label={w.fields.title} autoComplete="off" {...row.field('title')} />
            <TextInput label={w.fields.url} type="url" autoComplete="off" {...row.field('url')} />
          </div>
        )}
      </RepeatedRows>
    </>
  );
}

function Contacts({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  return (
    <>
      <RepeatedRows
        form={form}
        name="contacts"
        label={w.fields.contacts}
        hint={w.hints.contacts}
        noun={w.fields.contact}
        empty={emptyRows.contact}
        most={10}
      >
        {(row) => (
          <>
            <div className="field-row">
              <TextInput label={w.fields.contactName} autoComplete="off" {...row.field('name')} />
              <TextInput label={w.fields.role} autoComplete="off" {...row.field('role')} />
            </div>
            <EmailInput label={w.fields.email} autoComplete="off" {...row.field('email')} />
          </>
        )}
      </RepeatedRows>
      <RadioGroup<CitizenSupport>
        id="citizenSupport"
        label={w.fields.citizenSupport}
        error={form.errors.citizenSupport}
        value={form.values.citizenSupport}
        onChange={(citizenSupport) => form.set({ citizenSupport })}
        options={keys(t.sheet.supports).map((value) => ({ value, label: t.sheet.supports[value] }))}
      />
    </>
  );
}

function DataProtection({ form, offering }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const t = useCatalogueMessages();
  const locale = useLocale();
  const current = offering?.current;
  const note = current?.dataProtection;
  return (
    <>
      {form.values.kind !== 'EFA' && <p>{w.note.none}</p>}
      {form.values.kind === 'EFA' && !note && <p>{w.note.comes}</p>}
      {form.values.kind === 'EFA' && note && (
        <>
          <p>{w.note.lead}</p>
          <blockquote className="stack">
            <p>
              {note.noAgreement} ({note.legalBasis})
            </p>
            <p>{note.ownProcessing}</p>
          </blockquote>
          <p className="muted small">{w.note.validFrom(note.version, formatDate(note.validFrom, locale))}</p>
        </>
      )}
      {current && current.sources.length > 0 && (
        <>
          <h3 className="kern-heading-small">{w.note.sources}</h3>
          <ul className="prose">
            {current.sources.map((source) => (
              <li key={source} className="verbatim">
                {source}
              </li>
            ))}
          </ul>
        </>
      )}
      {current && current.invented.length > 0 && <p>{w.note.invented(inventedParts(current.invented, t))}</p>}
    </>
  );
}

const parts: Record<Section, (props: FieldsProps) => React.ReactNode> = {
  basics: Basics,
  texts: Texts,
  provider: Provider,
  eligible: Eligible,
  cost: Cost,
  interfaces: Interfaces,
  parameters: Parameters,
  tasks: Tasks,
  test: Test,
  contacts: Contacts,
  dataProtection: DataProtection,
};

/** The fields of one section. */
export function DeskFields({ section, ...props }: FieldsProps & { section: Section }) {
  const Part = parts[section];
  return <Part {...props} />;
}
