import type { CatalogueMessages } from './catalogue.de.ts';
import type { CatalogueDeskMessages } from './catalogueDesk.de.ts';
import { codesOf, ordered, type SheetValues } from './sheetValues.ts';
import { stateWord } from './stateWord.ts';

/** The parts of the form, in its order. */
export const sections = [
  'basics',
  'texts',
  'provider',
  'eligible',
  'cost',
  'interfaces',
  'parameters',
  'tasks',
  'test',
  'contacts',
  'dataProtection',
] as const;

/** A part of the form. */
export type Section = (typeof sections)[number];

const sectionFields: Record<Section, readonly string[]> = {
  basics: ['nameDe', 'nameEn', 'slug', 'kind', 'state', 'orderableFrom'],
  texts: ['english', 'summaryDe', 'summaryEn', 'descriptionDe', 'descriptionEn', 'preconditions'],
  provider: ['providerId', 'vendorUrl', 'services'],
  eligible: ['eligible', 'eligibleOn'],
  cost: ['costClass', 'costNoteDe', 'costNoteEn', 'financedByLevy'],
  interfaces: ['interfaces'],
  parameters: ['parameters'],
  tasks: ['tasks'],
  test: ['testUrl', 'testNoteDe', 'testNoteEn', 'guides'],
  contacts: ['contacts', 'citizenSupport'],
  dataProtection: [],
};

/** In which part a field is, by its id; those in rows begin with the name of their list. */
export function sectionOf(fieldId: string): Section | undefined {
  const [name = ''] = fieldId.split('-');
  return sections.find((section) => sectionFields[section].includes(name));
}

/** What a sheet says of one thing, line by line. */
interface Said {
  section: Section;
  label: string;
  lines: readonly string[];
}

const line = (...parts: readonly (string | false)[]) => parts.filter(Boolean).join(' · ');

/** All that a sheet says, in words. */
function said(all: SheetValues, t: CatalogueMessages, w: CatalogueDeskMessages): Said[] {
  const values = ordered(all);
  const codes = codesOf(values);
  const f = w.fields;
  const both = (section: Section, label: string, name: 'name' | 'summary' | 'description' | 'costNote' | 'testNote') =>
    (['De', 'En'] as const).map((end) => ({
      section,
      label: w.inLanguage(label, w.languages[end]),
      lines: end === 'De' || values.english ? values[`${name}${end}`].split('\n') : [],
    }));
  const list: Said[] = [
    ...both('basics', f.name, 'name'),
    { section: 'basics', label: f.slug, lines: [values.slug] },
    { section: 'basics', label: f.kind, lines: [t.kinds[values.kind]] },
    { section: 'basics', label: f.state, lines: [stateWord(values.state, values.kind, t)] },
    {
      section: 'basics',
      label: f.orderableFrom,
      lines: values.state === 'ANNOUNCED' ? [values.orderableFrom] : [],
    },
    ...both('texts', f.summary, 'summary'),
    ...both('texts', f.description, 'description'),
    {
      section: 'texts',
      label: f.preconditions,
      lines: values.preconditions.map(({ de, en }) => line(de, values.english && en)),
    },
    { section: 'provider', label: f.provider, lines: [values.providerName] },
    { section: 'provider', label: f.vendorUrl, lines: [values.vendorUrl] },
    { section: 'provider', label: f.services, lines: values.services.map(({ name }) => name) },
    { section: 'eligible', label: f.eligible, lines: values.eligible.map((kind) => t.organisations[kind]).toSorted() },
    { section: 'eligible', label: f.eligibleOn, lines: [values.eligibleOn] },
    { section: 'cost', label: f.costClass, lines: [t.costs[values.costClass]] },
    ...both('cost', f.costNote, 'costNote'),
    { section: 'cost', label: f.levy, lines: [values.financedByLevy ? t.sheet.yes : t.sheet.no] },
    {
      section: 'interfaces',
      label: w.sections.interfaces,
      lines: values.interfaces.map((row) =>
        line(
          row.procedureName,
          row.versions,
          row.standard,
          t.sheet.interfaceStates[row.state],
          t.costs[row.costClass],
          row.costNote,
        ),
      ),
    },
    {
      section: 'parameters',
      label: w.sections.parameters,
      lines: values.parameters.map((row, at) =>
        line(
          row.labelDe,
          values.english && row.labelEn,
          row.source,
          row.example,
          row.required ? w.required : w.notRequired,
          codes.parameters[at] ?? '',
        ),
      ),
    },
    {
      section: 'tasks',
      label: w.sections.tasks,
      lines: values.tasks.map((row, at) =>
        line(
          row.titleDe,
          values.english && row.titleEn,
          w.taskKinds[row.kind],
          w.parties[row.responsible],
          row.guideTitle,
          row.guideUrl,
          codes.tasks[at] ?? '',
        ),
      ),
    },
    { section: 'test', label: f.testUrl, lines: [values.testUrl] },
    ...both('test', f.testNote, 'testNote'),
    { section: 'test', label: f.guides, lines: values.guides.map(({ title, url }) => line(title, url)) },
    {
      section: 'contacts',
      label: f.contacts,
      lines: values.contacts.map(({ name, email, role }) => line(role, name, email)),
    },
    { section: 'contacts', label: f.citizenSupport, lines: [w.supports[values.citizenSupport]] },
  ];
  return list.map((one) => ({ ...one, lines: one.lines.map((text) => text.trim()).filter(Boolean) }));
}

/** One thing that two sheets say otherwise. */
export interface SheetChange {
  section: Section;
  label: string;
  removed: readonly string[];
  added: readonly string[];
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** What two sheets say otherwise, in the order of the form. With the same lines in another order, neither has any. */
export function changesOf(
  before: SheetValues,
  after: SheetValues,
  t: CatalogueMessages,
  w: CatalogueDeskMessages,
): SheetChange[] {
  const then = said(before, t, w);
  return said(after, t, w).flatMap(({ section, label, lines }, at) => {
    const old = then[at]?.lines ?? [];
    if (JSON.stringify(old) === JSON.stringify(lines)) return [];
    return [{ section, label, removed: without(old, lines), added: without(lines, old) }];
  });
}

const plain = (value: unknown) => JSON.stringify(value, (name, one) => (name === 'key' ? undefined : one));
const names = (values: SheetValues) => Object.keys(values) as (keyof SheetValues)[];

/** Whether two sheets are the same as they are typed. */
export function same(a: SheetValues, b: SheetValues): boolean {
  return names(a).every((name) => plain(a[name]) === plain(b[name]));
}

/** What somebody typed, on top of what another one saved meanwhile: of both, whatever was changed; where both changed it, what was typed. */
export function mergeSheets(base: SheetValues, mine: SheetValues, theirs: SheetValues): SheetValues {
  const changed = names(base).filter((name) => plain(base[name]) !== plain(mine[name]));
  return { ...theirs, ...Object.fromEntries(changed.map((name) => [name, mine[name]])) };
}

/** What both changed, each otherwise: here the other's text is not taken over. */
export function clashes(
  base: SheetValues,
  mine: SheetValues,
  theirs: SheetValues,
  t: CatalogueMessages,
  w: CatalogueDeskMessages,
): SheetChange[] {
  const labels = (a: SheetValues, b: SheetValues) => changesOf(a, b, t, w).map(({ label }) => label);
  const both = labels(base, mine).filter((label) => labels(base, theirs).includes(label));
  return changesOf(theirs, mine, t, w).filter(({ label }) => both.includes(label));
}
