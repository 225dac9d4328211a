import type {
  CitizenSupport,
  CostClass,
  DeskSheetFragment,
  InterfaceState,
  OfferingKind,
  OfferingSaveInput,
  OfferingState,
  OrganisationKind,
  RolloutParty,
  RolloutTaskKind,
} from '../../gql/graphql.ts';
import { type FormRow, keyedRows } from '../../lib/formRows.ts';

/** A service of a sheet. */
export type ServiceRow = { serviceId: string; name: string } & FormRow;
/** A condition in both languages. */
export type PreconditionRow = { de: string; en: string } & FormRow;
/** An interface; versions are separated by commas. */
export type InterfaceRow = {
  procedureId: string;
  procedureName: string;
  vendorName: string;
  versions: string;
  standard: string;
  state: InterfaceState;
  costClass: CostClass;
  costNote: string;
} & FormRow;
/** A parameter; an empty code is made from its German name. */
export type ParameterRow = {
  labelDe: string;
  labelEn: string;
  source: string;
  example: string;
  required: boolean;
  code: string;
} & FormRow;
/** A task; an empty code is made from its German title. */
export type TaskRow = {
  titleDe: string;
  titleEn: string;
  kind: RolloutTaskKind;
  responsible: RolloutParty;
  guideTitle: string;
  guideUrl: string;
  code: string;
} & FormRow;
/** A guide. */
export type GuideRow = { title: string; url: string } & FormRow;
/** Whom to ask. */
export type ContactRow = { name: string; email: string; role: string } & FormRow;

/** A sheet as it is typed, in the order of the page. */
export interface SheetValues {
  nameDe: string;
  nameEn: string;
  slug: string;
  kind: OfferingKind;
  state: OfferingState;
  orderableFrom: string;
  /** Whether there are English texts. */
  english: boolean;
  summaryDe: string;
  summaryEn: string;
  descriptionDe: string;
  descriptionEn: string;
  preconditions: readonly PreconditionRow[];
  providerId: string;
  providerName: string;
  vendorUrl: string;
  services: readonly ServiceRow[];
  eligible: readonly OrganisationKind[];
  eligibleOn: string;
  costClass: CostClass;
  costNoteDe: string;
  costNoteEn: string;
  financedByLevy: boolean;
  interfaces: readonly InterfaceRow[];
  parameters: readonly ParameterRow[];
  tasks: readonly TaskRow[];
  testUrl: string;
  testNoteDe: string;
  testNoteEn: string;
  guides: readonly GuideRow[];
  contacts: readonly ContactRow[];
  citizenSupport: CitizenSupport;
}

/** What is typed, with what it began with: the version that the offering had, 0 for a new one, and its sheet. */
export interface TypedSheet extends SheetValues {
  basis: { version: number; sheet: SheetValues };
}

/** A sheet that nobody has begun. */
export const noSheet: SheetValues = {
  nameDe: '',
  nameEn: '',
  slug: '',
  kind: 'EFA',
  state: 'ANNOUNCED',
  orderableFrom: '',
  english: false,
  summaryDe: '',
  summaryEn: '',
  descriptionDe: '',
  descriptionEn: '',
  preconditions: [],
  providerId: '',
  providerName: '',
  vendorUrl: '',
  services: [],
  eligible: [],
  eligibleOn: '',
  costClass: 'UNKNOWN',
  costNoteDe: '',
  costNoteEn: '',
  financedByLevy: false,
  interfaces: [],
  parameters: [],
  tasks: [],
  testUrl: '',
  testNoteDe: '',
  testNoteEn: '',
  guides: [],
  contacts: [],
  citizenSupport: 'MUNICIPALITY',
};

/** The rows that are added empty. */
export const emptyRows = {
  precondition: { de: '', en: '' },
  interface: {
    procedureId: '',
    procedureName: '',
    vendorName: '',
    versions: '',
    standard: '',
    state: 'PLANNED' as InterfaceState,
    costClass: 'UNKNOWN' as CostClass,
    costNote: '',
  },
  parameter: { labelDe: '', labelEn: '', source: '', example: '', required: true, code: '' },
  task: {
    titleDe: '',
    titleEn: '',
    kind: 'OTHER' as RolloutTaskKind,
    responsible: 'MUNICIPALITY' as RolloutParty,
    guideTitle: '',
    guideUrl: '',
    code: '',
  },
  guide: { title: '', url: '' },
  contact: { name: '', email: '', role: '' },
};

const longest = <T>(a: readonly T[], b: readonly T[]) => Math.max(a.length, b.length);

/** What the form begins with. */
export function valuesOf({ slug, state, orderableFrom, current }: DeskSheetFragment): SheetValues {
  const de = current.texts.find(({ locale }) => locale === 'DE');
  const en = current.texts.find(({ locale }) => locale === 'EN');
  const label = (text: typeof de, wanted: string) => text?.labels.find(({ key }) => key === wanted)?.text ?? '';
  const conditions = [de?.preconditions ?? [], en?.preconditions ?? []] as const;
  return {
    nameDe: de?.name ?? '',
    nameEn: en?.name ?? '',
    slug,
    kind: current.kind,
    state,
    orderableFrom: orderableFrom ?? '',
    english: en !== undefined,
    summaryDe: de?.summary ?? '',
    summaryEn: en?.summary ?? '',
    descriptionDe: de?.description ?? '',
    descriptionEn: en?.description ?? '',
    preconditions: keyedRows(
      Array.from({ length: longest(...conditions) }, (_, at) => ({
        de: conditions[0][at] ?? '',
        en: conditions[1][at] ?? '',
      })),
    ),
    providerId: current.provider.id,
    providerName: current.provider.name,
    vendorUrl: current.vendorUrl ?? '',
    services: keyedRows(current.services.map(({ id, name }) => ({ serviceId: id, name }))),
    eligible: current.eligible,
    eligibleOn: current.eligibleOn,
    costClass: current.costClass,
    costNoteDe: de?.costNote ?? '',
    costNoteEn: en?.costNote ?? '',
    financedByLevy: current.financedByLevy,
    interfaces: keyedRows(
      current.interfaces.map((one) => ({
        procedureId: one.procedure.id,
        procedureName: one.procedure.name,
        vendorName: one.procedure.vendor.name,
        versions: one.procedureVersions.join(', '),
        standard: one.standard ?? '',
        state: one.state,
        costClass: one.costClass,
        costNote: one.costNote ?? '',
      })),
    ),
    parameters: keyedRows(
      current.parameters.map(({ key, source, example, required }) => ({
        labelDe: label(de, key),
        labelEn: label(en, key),
        source: source ?? '',
        example: example ?? '',
        required,
        code: key,
      })),
    ),
    tasks: keyedRows(
      current.tasks.map(({ key, kind, responsible, guide }) => ({
        titleDe: label(de, key),
        titleEn: label(en, key),
        kind,
        responsible,
        guideTitle: guide?.title ?? '',
        guideUrl: guide?.url ?? '',
        code: key,
      })),
    ),
    testUrl: current.testUrl ?? '',
    testNoteDe: de?.testNote ?? '',
    testNoteEn: en?.testNote ?? '',
    guides: keyedRows(current.guides.map(({ title, url }) => ({ title, url }))),
    contacts: keyedRows(current.contacts.map(({ name, email, role }) => ({ name, email, role }))),
    citizenSupport: current.citizenSupport,
  };
}

const letters: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** Words as part of an address: small letters, digits and single hyphens, at most `most` of them. */
export function slugOf(words: string, most = 80): string {
  return words
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => letters[letter] ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replace(/^-+|-+$/g, '');
}

/** The codes of parameters and tasks, which have them together: those given, and for the others one of their name that no other has. */
export function codesOf({ parameters, tasks }: Pick<SheetValues, 'parameters' | 'tasks'>): {
  parameters: string[];
  tasks: string[];
} {
  const given = [...parameters, ...tasks].map(({ code }) => code.trim());
  const names = [...parameters.map(({ labelDe }) => labelDe), ...tasks.map(({ titleDe }) => titleDe)];
  const taken = new Set(given.filter(Boolean));
  const codes = given.map((code, at) => {
    if (code) return code;
    const base = slugOf(names[at] ?? '', 60) || 'angabe';
    let free = base;
    for (let n = 2; taken.has(free); n += 1) free = `${base}-${n}`;
    taken.add(free);
    return free;
  });
  return { parameters: codes.slice(0, parameters.length), tasks: codes.slice(parameters.length) };
}

const orNull = (text: string) => text.trim() || null;

/** Versions as they are typed, one by one. */
export const versionsOf = (typed: string) =>
  typed
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter(Boolean);

/** Parameters and tasks belong to what is ordered here; what was typed for another kind stays in the form and is not sent. */
export const ordered = (values: SheetValues) =>
  values.kind === 'EFA' ? values : { ...values, parameters: [], tasks: [] };

/** Whether an offering is announced, and so may have a day. */
const dayOf = ({ state, orderableFrom }: SheetValues) => (state === 'ANNOUNCED' ? orNull(orderableFrom) : null);

/**
 * What is sent. `before` is what the form began with: a day of the statement who may order that nobody changed is left to the server, which
 * keeps it with the statement.
 */
export function inputOf(
  values: SheetValues,
  before: SheetValues,
  offering: { id: string; version: number } | null,
): OfferingSaveInput {
  const { parameters, tasks } = ordered(values);
  const codes = codesOf({ parameters, tasks });
  const text = (locale: 'DE' | 'EN') => {
    const end = locale === 'DE' ? 'De' : 'En';
    return {
      locale,
      name: values[`name${end}`],
      summary: values[`summary${end}`],
      description: values[`description${end}`],
      preconditions: values.preconditions.map((row) => (locale === 'DE' ? row.de : row.en)),
      costNote: orNull(values[`costNote${end}`]),
      testNote: orNull(values[`testNote${end}`]),
      labels: [
        ...parameters.map((row, at) => ({ key: codes.parameters[at] ?? '', text: row[`label${end}`] })),
        ...tasks.map((row, at) => ({ key: codes.tasks[at] ?? '', text: row[`title${end}`] })),
      ],
    };
  };
  const stated = values.eligibleOn && values.eligibleOn !== before.eligibleOn ? values.eligibleOn : null;
  return {
    offeringId: offering?.id ?? null,
    expectedVersion: offering?.version ?? null,
    slug: values.slug.trim(),
    state: values.state,
    orderableFrom: dayOf(values),
    kind: values.kind,
    texts: values.english ? [text('DE'), text('EN')] : [text('DE')],
    serviceIds: values.services.map(({ serviceId }) => serviceId),
    providerId: values.providerId,
    vendorUrl: orNull(values.vendorUrl),
    testUrl: orNull(values.testUrl),
    interfaces: values.interfaces.map((row) => ({
      procedureId: row.procedureId,
      procedureVersions: versionsOf(row.versions),
      standard: orNull(row.standard),
      state: row.state,
      costClass: row.costClass,
      costNote: orNull(row.costNote),
    })),
    costClass: values.costClass,
    financedByLevy: values.financedByLevy,
    // In the order in which they stood: ticking one twice is no change.
    eligible: [
      ...before.eligible.filter((one) => values.eligible.includes(one)),
      ...values.eligible.filter((one) => !before.eligible.includes(one)),
    ],
    eligibleOn: stated,
    citizenSupport: values.citizenSupport,
    parameters: parameters.map(({ source, example, required }, at) => ({
      key: codes.parameters[at] ?? '',
      source: orNull(source),
      example: orNull(example),
      required,
    })),
    tasks: tasks.map(({ kind, responsible, guideTitle, guideUrl }, at) => ({
      key: codes.tasks[at] ?? '',
      kind,
      responsible,
      guide: guideTitle.trim() || guideUrl.trim() ? { title: guideTitle, url: guideUrl.trim() } : null,
    })),
    guides: values.guides.map(({ title, url }) => ({ title, url: url.trim() })),
    contacts: values.contacts.map(({ name, email, role }) => ({ name, email: email.trim(), role })),
  };
}

/** Where the form has what the contract calls by a path of the input. */
export function formPath(values: SheetValues, path: readonly string[]): string[] {
  const [list = '', at = '', field = '', ...rest] = path;
  if (list === 'texts') {
    const end = at === '1' ? 'En' : 'De';
    if (field === '') return ['nameDe'];
    if (field === 'preconditions') return [field, rest[0] ?? '', end.toLowerCase()];
    if (field !== 'labels') return [`${field}${end}`];
    const before = ordered(values).parameters.length;
    const row = Number(rest[0]);
    if (rest[1] === 'key')
      return row < before ? ['parameters', `${row}`, 'code'] : ['tasks', `${row - before}`, 'code'];
    return row < before ? ['parameters', `${row}`, `label${end}`] : ['tasks', `${row - before}`, `title${end}`];
  }
  if (list === 'serviceIds') return ['services'];
  if (list === 'eligible') return ['eligible'];
  if (field === 'key') return [list, at, 'code'];
  if (field === 'guide') return [list, at, rest[0] === 'url' ? 'guideUrl' : 'guideTitle'];
  if (field === 'procedureVersions') return [list, at, 'versions'];
  return [...path];
}
