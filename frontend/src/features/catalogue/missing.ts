import { rowFieldId } from '../../lib/formRows.ts';
import type { CatalogueDeskMessages } from './catalogueDesk.de.ts';
import { ordered, type SheetValues } from './sheetValues.ts';

/** What is missing in a sheet as it is typed, in words, by the ids of its fields. All else is for the server to say. */
export function missingIn(all: SheetValues, w: CatalogueDeskMessages): Record<string, string> {
  const values = ordered(all);
  const found: Record<string, string> = {};
  const f = w.fields;
  const require = (id: string, value: string, label: string) => {
    if (!value.trim()) found[id] = w.wrong.required(label);
  };
  const ends = values.english ? (['De', 'En'] as const) : (['De'] as const);
  const said = (label: string, end: 'De' | 'En') => (values.english ? w.inLanguage(label, w.languages[end]) : label);
  for (const end of ends) {
    require(`name${end}`, values[`name${end}`], said(f.name, end));
    require(`summary${end}`, values[`summary${end}`], said(f.summary, end));
    require(`description${end}`, values[`description${end}`], said(f.description, end));
  }
  require('slug', values.slug, f.slug);
  if (!values.providerId) found.providerId = w.wrong.provider;
  if (values.kind === 'MARKET') require('vendorUrl', values.vendorUrl, f.vendorUrl);
  if (values.kind === 'EFA' && values.eligible.length === 0) found.eligible = w.wrong.eligible;
  for (const row of values.preconditions) {
    require(rowFieldId('preconditions', row, 'de'), row.de, said(f.precondition, 'De'));
    if (values.english) require(rowFieldId('preconditions', row, 'en'), row.en, said(f.precondition, 'En'));
  }
  for (const row of values.interfaces) {
    if (!row.procedureId) found[rowFieldId('interfaces', row, 'procedureId')] = w.wrong.procedure;
  }
  for (const row of values.parameters) {
    for (const end of ends)
      require(rowFieldId('parameters', row, `label${end}`), row[`label${end}`], said(f.parameterName, end));
  }
  for (const row of values.tasks) {
    for (const end of ends)
      require(rowFieldId('tasks', row, `title${end}`), row[`title${end}`], said(f.taskTitle, end));
    const [title, url] = [row.guideTitle.trim(), row.guideUrl.trim()];
    if (url && !title) found[rowFieldId('tasks', row, 'guideTitle')] = w.wrong.guide;
    if (title && !url) found[rowFieldId('tasks', row, 'guideUrl')] = w.wrong.guide;
  }
  for (const row of values.guides) {
    require(rowFieldId('guides', row, 'title'), row.title, f.title);
    require(rowFieldId('guides', row, 'url'), row.url, f.url);
  }
  for (const row of values.contacts) {
    require(rowFieldId('contacts', row, 'name'), row.name, f.contactName);
    require(rowFieldId('contacts', row, 'email'), row.email, f.email);
    require(rowFieldId('contacts', row, 'role'), row.role, f.role);
  }
  return found;
}
