import { expect, test } from 'vitest';
import { deskOffering } from '../../../test/market.ts';
import { errorsFromServer } from '../../lib/formErrors.ts';
import { addedRow } from '../../lib/formRows.ts';
import { catalogueDe } from './catalogue.de.ts';
import { catalogueDeskDe } from './catalogueDesk.de.ts';
import { missingIn } from './missing.ts';
import { changesOf, clashes, mergeSheets, same, sectionOf, sections } from './sheetChanges.ts';
import { codesOf, emptyRows, formPath, inputOf, noSheet, type SheetValues, slugOf, valuesOf } from './sheetValues.ts';

const offering = deskOffering('wohngeld', 'Wohngeld');
const before = valuesOf(offering);
const known = { id: offering.id, version: offering.version };
const changed = (change: Partial<SheetValues>) => ({ ...before, ...change });
const changes = (after: SheetValues) => changesOf(before, after, catalogueDe, catalogueDeskDe);

test('what is sent is what was read, where nothing is changed', () => {
  const { current } = offering;
  expect(inputOf(before, before, known)).toEqual({
    offeringId: offering.id,
    expectedVersion: 4,
    slug: 'wohngeld',
    state: 'ORDERABLE',
    orderableFrom: null,
    kind: 'EFA',
    texts: current.texts.map(({ __typename, labels, ...text }: (typeof current.texts)[number]) => ({
      ...text,
      labels: labels.map(({ key, text: words }) => ({ key, text: words })),
    })),
    serviceIds: ['srv_1'],
    providerId: 'org_land',
    vendorUrl: null,
    testUrl: 'https://test.example/',
    interfaces: [
      {
        procedureId: 'prc_1',
        procedureVersions: ['7.5', '7.4'],
        standard: 'XWohngeld',
        state: 'AVAILABLE',
        costClass: 'PRICED',
        costNote: null,
      },
    ],
    costClass: 'FREE',
    financedByLevy: true,
    eligible: ['LANDKREIS', 'KREISFREIE_STADT'],
    eligibleOn: null,
    citizenSupport: 'MUNICIPALITY',
    parameters: [{ key: 'ars', source: 'Verzeichnis', example: null, required: true }],
    tasks: [
      { key: 'vertrag', kind: 'CONTRACT', responsible: 'PLATFORM', guide: null },
      {
        key: 'einrichten',
        kind: 'SETUP',
        responsible: 'VENDOR',
        guide: { title: 'So geht es', url: 'https://guide.example/' },
      },
    ],
    guides: [{ title: 'Kurz erklärt', url: 'https://guide.example/kurz' }],
    contacts: [{ name: 'Service', email: 'service@land.example', role: 'Fachliches' }],
  });
  expect(same(before, valuesOf(offering))).toBe(true);
  expect(changes(before)).toEqual([]);
});

test('ticking in another order is no other statement, and its day is sent only where it was set', () => {
  const swapped = inputOf(changed({ eligible: ['KREISFREIE_STADT', 'LANDKREIS'] }), before, known);
  expect(swapped.eligible).toEqual(before.eligible);
  expect(inputOf(changed({ eligibleOn: '2026-12-01' }), before, known).eligibleOn).toBe('2026-12-01');
});

test('what another kind cannot have is not sent and stays in the form', () => {
  const market = changed({ kind: 'MARKET', vendorUrl: ' https://hersteller.example/ ', english: false });
  const sent = inputOf(market, before, known);
  expect([sent.parameters, sent.tasks, sent.vendorUrl]).toEqual([[], [], 'https://hersteller.example/']);
  expect(sent.texts).toHaveLength(1);
  expect(sent.texts[0]?.labels).toEqual([]);
  expect(market.tasks).toHaveLength(2);
});

test('keys are made of names, and no two are the same', () => {
  const row = (titleDe: string, code = '') => addedRow({ ...emptyRows.task, titleDe, code });
  expect(
    codesOf({ parameters: [], tasks: [row('Größe prüfen'), row('Größe prüfen'), row('x', 'groesse-pruefen-2')] }),
  ).toEqual({
    parameters: [],
    tasks: ['groesse-pruefen', 'groesse-pruefen-3', 'groesse-pruefen-2'],
  });
  expect(slugOf('  Éheschließung, an- & abmelden! ')).toBe('eheschliessung-an-abmelden');
  expect(slugOf('a'.repeat(100))).toHaveLength(80);
});

test('what the server refuses is found at its field', () => {
  const at = (...field: string[]) =>
    Object.keys(errorsFromServer(before, [{ code: 'INVALID', field: formPath(before, field), message: 'so nicht' }]));
  expect(at('texts', '0', 'name')).toEqual(['nameDe']);
  expect(at('texts', '1', 'description')).toEqual(['descriptionEn']);
  expect(at('texts', '1', 'preconditions', '0')).toEqual(['preconditions-0-en']);
  expect(at('texts', '0', 'labels', '0', 'text')).toEqual(['parameters-0-labelDe']);
  expect(at('texts', '1', 'labels', '2', 'text')).toEqual(['tasks-1-titleEn']);
  expect(at('texts', '0', 'labels', '1', 'key')).toEqual(['tasks-0-code']);
  expect(at('texts')).toEqual(['nameDe']);
  expect(at('parameters', '0', 'key')).toEqual(['parameters-0-code']);
  expect(at('tasks', '1', 'kind')).toEqual(['tasks-1-kind']);
  expect(at('tasks', '1', 'guide', 'url')).toEqual(['tasks-1-guideUrl']);
  expect(at('interfaces', '0', 'procedureVersions', '1')).toEqual(['interfaces-0-versions']);
  expect(at('guides', '0', 'url')).toEqual(['guides-0-url']);
  expect(at('contacts', '0', 'email')).toEqual(['contacts-0-email']);
  expect(at('serviceIds', '0')).toEqual(['services']);
  expect(at('eligible', '1')).toEqual(['eligible']);
  expect(at('slug')).toEqual(['slug']);
  expect(at()).toEqual(['root']);
});

test('each field of the form is in a section that opens when it is wrong', () => {
  const shown = Object.keys(noSheet).filter((name) => name !== 'providerName');
  expect(shown.filter((name) => sectionOf(name) === undefined)).toEqual([]);
  expect(sectionOf('tasks-new1-titleDe')).toBe('tasks');
  expect(sections.every((section) => catalogueDeskDe.sections[section])).toBe(true);
});

test('what is missing is said in words, in both languages where the sheet has them', () => {
  expect(missingIn(before, catalogueDeskDe)).toEqual({});
  expect(Object.keys(missingIn(noSheet, catalogueDeskDe))).toEqual([
    'nameDe',
    'summaryDe',
    'descriptionDe',
    'slug',
    'providerId',
    'eligible',
  ]);
  const task = addedRow({ ...emptyRows.task, titleDe: 'Prüfen', guideTitle: 'Wie' });
  const found = missingIn(changed({ nameEn: ' ', tasks: [task], kind: 'EFA' }), catalogueDeskDe);
  expect(found).toEqual({
    nameEn: 'Bitte ausfüllen: Name (Englisch)',
    [`tasks-${task.key}-titleEn`]: 'Bitte ausfüllen: Was zu tun ist (Englisch)',
    [`tasks-${task.key}-guideUrl`]: 'Eine Anleitung hat einen Titel und eine Adresse.',
  });
  expect(missingIn(changed({ kind: 'MARKET' }), catalogueDeskDe)).toEqual({
    vendorUrl: 'Bitte ausfüllen: Adresse, unter der es das Angebot gibt',
  });
});

test('changes are said line by line, another order as such', () => {
  expect(changes(changed({ nameDe: 'Wohngeld neu', descriptionDe: 'Erste Zeile.\nAndere Zeile.' }))).toEqual([
    { section: 'basics', label: 'Name (Deutsch)', removed: ['Wohngeld'], added: ['Wohngeld neu'] },
    { section: 'texts', label: 'Beschreibung (Deutsch)', removed: ['Zweite Zeile.'], added: ['Andere Zeile.'] },
  ]);
  expect(changes(changed({ tasks: before.tasks.toReversed() }))).toEqual([
    { section: 'tasks', label: 'Aufgaben bis zum laufenden Dienst', removed: [], added: [] },
  ]);
});

test('of two editors nobody loses anything that the other one did not change', () => {
  const mine = changed({ nameDe: 'Mein Name', testUrl: '' });
  const theirs = changed({ nameDe: 'Ihr Name', costClass: 'PRICED', contacts: [] });
  expect(mergeSheets(before, mine, theirs)).toEqual({ ...theirs, nameDe: 'Mein Name', testUrl: '' });
  expect(clashes(before, mine, theirs, catalogueDe, catalogueDeskDe)).toEqual([
    { section: 'basics', label: 'Name (Deutsch)', removed: ['Ihr Name'], added: ['Mein Name'] },
  ]);
});
