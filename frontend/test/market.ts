import { connection } from './postbox.ts';

/** A specialist procedure as answers name it. */
export function procedure(id: string, name: string, versions: string[] = []) {
  return {
    __typename: 'SpecialistProcedure',
    id: `prc_${id}`,
    name,
    versions,
    vendor: { __typename: 'Organisation', id: `org_${id}`, name: `Hersteller von ${name}` },
  };
}

/** An interface of a sheet. */
export function interfaceTo(of: ReturnType<typeof procedure>, given: object = {}) {
  return {
    __typename: 'OfferingInterface',
    procedure: of,
    procedureVersions: [],
    standard: null,
    state: 'AVAILABLE',
    costClass: 'UNKNOWN',
    costNote: null,
    ...given,
  };
}

/** One version of a sheet, whole. */
export function sheet(id: string, name: string, given: object = {}) {
  return {
    __typename: 'OfferingVersion',
    id: `ofv_${id}`,
    validFrom: '2026-11-01T10:00:00.000000Z',
    name,
    summary: `${name}, in einem Satz`,
    description: 'Was der Dienst **kann**.',
    preconditions: ['Ein Formularserver'],
    kind: 'EFA',
    services: [{ __typename: 'Service', id: 'srv_1', name: 'Gewerbe anmelden' }],
    provider: { __typename: 'Organisation', id: 'org_land', name: 'Ein Land' },
    vendorUrl: null,
    testUrl: null,
    testNote: null,
    interfaces: [],
    costClass: 'FREE',
    costNote: null,
    financedByLevy: true,
    eligible: ['GEMEINDE'],
    citizenSupport: 'MUNICIPALITY',
    parameters: [
      {
        __typename: 'OfferingParameter',
        key: 'k',
        label: 'Gläubiger-ID',
        source: 'Kasse',
        example: null,
        required: true,
      },
    ],
    tasks: [
      { __typename: 'OfferingTask', key: 't1', title: 'Formular prüfen', responsible: 'MUNICIPALITY', guide: null },
      {
        __typename: 'OfferingTask',
        key: 't2',
        title: 'Schnittstelle einrichten',
        responsible: 'VENDOR',
        guide: { __typename: 'Guide', title: 'So geht es', url: 'https://guide.example/' },
      },
    ],
    guides: [],
    dataProtection: {
      __typename: 'DataProtectionNote',
      legalBasis: '§ 8a Abs. 4 OZG',
      noAgreement: 'Ein Vertrag zur Auftragsverarbeitung ist nicht nötig.',
      ownProcessing: 'Für die eigene Verarbeitung bleibt die Behörde verantwortlich.',
    },
    sources: [],
    invented: [],
    textLocale: 'DE',
    version: 1,
    eligibleOn: '2026-11-01',
    contacts: [
      { __typename: 'OfferingContact', name: 'Rollout-Team', email: 'rollout@land.example', role: 'Fachliches' },
    ],
    ...given,
  };
}

/** An offering with one version of its sheet. */
export function offering(slug: string, name: string, given: object = {}, ofSheet: object = {}) {
  const current = sheet(slug, name, ofSheet);
  return {
    __typename: 'Offering',
    id: `off_${slug}`,
    slug,
    state: 'ORDERABLE',
    orderableFrom: null,
    interested: false,
    chain: [],
    orderableFor: [],
    current,
    changedAt: current.validFrom,
    versions: connection([current], { hasNextPage: false }),
    ...given,
  };
}
