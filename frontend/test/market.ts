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
    group: null,
    ...given,
  };
}

/** An offering with all that its sheet says, as editors have it. */
export function deskOffering(slug: string, name: string, given: object = {}) {
  const text = (locale: 'DE' | 'EN', words: string) => ({
    __typename: 'OfferingText' as const,
    locale,
    name: words,
    summary: `${words}, in einem Satz`,
    description: 'Erste Zeile.\nZweite Zeile.',
    preconditions: ['Ein Formularserver'],
    costNote: 'Beim Land erfragen',
    testNote: null,
    labels: [
      { __typename: 'OfferingLabel' as const, key: 'ars', text: `Schlüssel ${locale}` },
      { __typename: 'OfferingLabel' as const, key: 'vertrag', text: `Vertrag ${locale}` },
      { __typename: 'OfferingLabel' as const, key: 'einrichten', text: `Einrichten ${locale}` },
    ],
  });
  return {
    __typename: 'Offering' as const,
    id: `off_${slug}`,
    version: 4,
    slug,
    state: 'ORDERABLE' as const,
    orderableFrom: null,
    changedAt: '2026-11-01T10:00:00.000000Z',
    nextStates: ['ORDERABLE' as const, 'PAUSED' as const, 'WITHDRAWN' as const],
    waitingCount: 0,
    rolloutCount: 14,
    current: {
      __typename: 'OfferingVersion' as const,
      id: `ofv_${slug}`,
      version: 3,
      validFrom: '2026-11-01T10:00:00.000000Z',
      kind: 'EFA' as const,
      vendorUrl: null,
      testUrl: 'https://test.example/',
      costClass: 'FREE' as const,
      financedByLevy: true,
      eligible: ['LANDKREIS' as const, 'KREISFREIE_STADT' as const],
      eligibleOn: '2026-07-01',
      citizenSupport: 'MUNICIPALITY' as const,
      sources: ['Verzeichnis'],
      invented: [],
      provider: { __typename: 'Organisation' as const, id: 'org_land', name: 'Ein Land' },
      services: [{ __typename: 'Service' as const, id: 'srv_1', name: 'Wohngeld beantragen' }],
      interfaces: [
        {
          __typename: 'OfferingInterface' as const,
          procedure: {
            __typename: 'SpecialistProcedure' as const,
            id: 'prc_1',
            name: 'Amt Plus',
            vendor: { __typename: 'Organisation' as const, id: 'org_v', name: 'Hersteller' },
          },
          procedureVersions: ['7.5', '7.4'],
          standard: 'XWohngeld',
          state: 'AVAILABLE' as const,
          costClass: 'PRICED' as const,
          costNote: null,
        },
      ],
      parameters: [
        {
          __typename: 'OfferingParameter' as const,
          key: 'ars',
          source: 'Verzeichnis',
          example: null,
          required: true,
        },
      ],
      tasks: [
        {
          __typename: 'OfferingTask' as const,
          key: 'vertrag',
          kind: 'CONTRACT' as const,
          responsible: 'PLATFORM' as const,
          guide: null,
        },
        {
          __typename: 'OfferingTask' as const,
          key: 'einrichten',
          kind: 'SETUP' as const,
          responsible: 'VENDOR' as const,
          guide: { __typename: 'Guide' as const, title: 'So geht es', url: 'https://guide.example/' },
        },
      ],
      guides: [{ __typename: 'Guide' as const, title: 'Kurz erklärt', url: 'https://guide.example/kurz' }],
      contacts: [
        {
          __typename: 'OfferingContact' as const,
          name: 'Service',
          email: 'service@land.example',
          role: 'Fachliches',
        },
      ],
      dataProtection: {
        __typename: 'DataProtectionNote' as const,
        version: 1,
        validFrom: '2024-07-24',
        legalBasis: '§ 8a Abs. 4 OZG',
        noAgreement: 'Ein Vertrag zur Auftragsverarbeitung ist nicht nötig.',
        ownProcessing: 'Für die eigene Verarbeitung bleibt die Behörde verantwortlich.',
      },
      texts: [text('DE', name), text('EN', `${name} (EN)`)],
    },
    ...given,
  };
}
