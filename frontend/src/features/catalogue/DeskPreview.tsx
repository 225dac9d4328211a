import { useState } from 'react';
import type { Locale } from '../../gql/graphql.ts';
import type { FragmentType } from '../../gql/index.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Select } from '../../ui/Select.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import type { DeskOfferingParts } from './deskParts.ts';
import { SheetBody, type SheetParts } from './SheetBody.tsx';
import { StateNotice } from './StateNotice.tsx';
import { codesOf, ordered, type SheetValues, versionsOf } from './sheetValues.ts';

/** What is typed as a version of the sheet, in a language; what the server would add comes from the version before. */
function versionOf(all: SheetValues, current: DeskOfferingParts['current'] | undefined, wanted: Locale, read: Locale) {
  const values = ordered(all);
  const codes = codesOf(values);
  const end = wanted === 'EN' && values.english ? 'En' : 'De';
  // A sheet that is not there in the language that is asked for says so; here one may ask for another one than one reads.
  const missing = wanted === 'EN' && !values.english;
  const textLocale: Locale = missing === (read === 'DE') ? 'EN' : 'DE';
  const guide = (title: string, url: string) => (url.trim() ? { title, url: url.trim() } : null);
  return {
    id: 'preview',
    validFrom: new Date().toISOString(),
    textLocale,
    name: values[`name${end}`],
    summary: values[`summary${end}`],
    description: values[`description${end}`],
    preconditions: values.preconditions.map((row) => (end === 'En' ? row.en : row.de)).filter(Boolean),
    kind: values.kind,
    sources: current?.sources ?? [],
    invented: current?.invented ?? [],
    dataProtection: values.kind === 'EFA' ? (current?.dataProtection ?? null) : null,
    services: values.services.map(({ serviceId, name }) => ({ id: serviceId, name })),
    provider: { id: values.providerId, name: values.providerName },
    vendorUrl: values.vendorUrl.trim() || null,
    testUrl: values.testUrl.trim() || null,
    testNote: values[`testNote${end}`].trim() || null,
    costClass: values.costClass,
    costNote: values[`costNote${end}`].trim() || null,
    financedByLevy: values.financedByLevy,
    eligible: values.eligible,
    eligibleOn: values.eligibleOn || new Date().toISOString().slice(0, 10),
    citizenSupport: values.citizenSupport,
    interfaces: values.interfaces.map((row) => ({
      procedure: { id: row.procedureId, name: row.procedureName, vendor: { id: row.vendorName, name: row.vendorName } },
      procedureVersions: versionsOf(row.versions),
      standard: row.standard || null,
      state: row.state,
      costClass: row.costClass,
      costNote: row.costNote || null,
    })),
    parameters: values.parameters.map((row, at) => ({
      key: codes.parameters[at] ?? '',
      label: row[`label${end}`],
      source: row.source || null,
      example: row.example || null,
      required: row.required,
    })),
    tasks: values.tasks.map((row, at) => ({
      key: codes.tasks[at] ?? '',
      title: row[`title${end}`],
      responsible: row.responsible,
      guide: guide(row.guideTitle, row.guideUrl),
    })),
    guides: values.guides.map(({ title, url }) => ({ title, url })),
    contacts: values.contacts.map(({ name, email, role }) => ({ name, email, role })),
  };
}

interface DeskPreviewProps {
  values: SheetValues;
  offering: DeskOfferingParts | null;
}

/** The sheet as everybody would see it, from what is typed. */
export function DeskPreview({ values, offering }: DeskPreviewProps) {
  const w = useCatalogueDeskMessages();
  const locale = useLocale();
  const [language, setLanguage] = useState<Locale>(locale === 'en' ? 'EN' : 'DE');
  const version = versionOf(values, offering?.current, language, locale === 'en' ? 'EN' : 'DE');
  return (
    <section className="stack" aria-labelledby="desk-preview">
      <h2 className="kern-heading-medium" id="desk-preview">
        {w.checking.preview}
      </h2>
      <p>{w.checking.previewText}</p>
      <div className="desk-narrow">
        <Select
          id="vorschau-sprache"
          label={w.checking.language}
          value={language}
          onChange={({ target }) => setLanguage(target.value as Locale)}
        >
          <option value="DE">{w.languages.De}</option>
          <option value="EN">{w.languages.En}</option>
        </Select>
      </div>
      <div className="desk-preview">
        <p className="kern-heading-large">{version.name}</p>
        <p className="page-lead">{version.summary}</p>
        <SheetBody
          version={version as unknown as FragmentType<typeof SheetParts>}
          state={values.state}
          top={<StateNotice state={values.state} orderableFrom={values.orderableFrom || null} />}
        />
      </div>
    </section>
  );
}
