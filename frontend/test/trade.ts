import { connection } from './postbox.ts';

/** A list that is there whole. */
export function wholeList(nodes: { id: string }[]) {
  return { ...connection(nodes, { hasNextPage: false, endCursor: null }), totalCount: nodes.length };
}

/** An organisation as answers name it. */
export function organisation(id: string, name: string, kind = 'GEMEINDE') {
  return { __typename: 'Organisation', id: `org_${id}`, name, kind };
}

/** A contact of an order. */
export function contact(name: string) {
  return {
    __typename: 'ContactPerson',
    name,
    email: `${name.split(' ')[0]?.toLowerCase()}@kommune.example`,
    phone: null,
    department: 'Ordnungsamt',
  };
}

/** The signed-in person as the market knows it. */
export function marketViewer(given: object = {}) {
  return {
    __typename: 'Viewer',
    id: 'acc_1',
    givenName: 'Claudia',
    familyName: 'Reinhardt',
    platformRoles: [],
    memberships: [
      {
        __typename: 'Membership',
        id: 'mem_1',
        name: 'Claudia Reinhardt',
        roles: ['BUYER', 'SIGNATORY'],
        allAuthorities: false,
        authorities: [],
        organisation: { ...organisation('bamberg', 'Stadt Bamberg', 'KREISFREIE_STADT'), authorities: [] },
      },
    ],
    marketAccounts: [
      {
        __typename: 'MarketAccount',
        id: 'mac_1',
        state: 'ACTIVE',
        shared: false,
        maySign: true,
        organisation: organisation('bamberg', 'Stadt Bamberg', 'KREISFREIE_STADT'),
      },
    ],
    ...given,
  };
}

/** A place for which somebody could order. */
export function orderPlace(given: object = {}) {
  return {
    __typename: 'OrderPlace',
    organisation: organisation('bamberg', 'Stadt Bamberg', 'KREISFREIE_STADT'),
    onBehalfOf: null,
    unit: null,
    order: null,
    ...given,
  };
}

/** A set-up parameter of an order. */
export function parameter(key: string, label: string, value: string | null = null) {
  return {
    __typename: 'RolloutParameter',
    parameter: {
      __typename: 'OfferingParameter',
      key,
      label,
      source: 'Kasse',
      example: 'DE98ZZZ',
      required: true,
    },
    value,
  };
}

/** An order, whole, as every page of orders asks for it. */
export function order(id: string, given: object = {}) {
  return {
    __typename: 'Order',
    id: `ord_${id}`,
    version: 1,
    reference: `B-${id.toUpperCase()}`,
    state: 'DRAFT',
    editable: true,
    submittable: true,
    alreadyInUse: false,
    portalUrl: null,
    procedureVersion: null,
    wishedOn: null,
    note: null,
    preparedBy: 'Claudia Reinhardt',
    submittedBy: null,
    actingPerson: null,
    interfaceCostsAcknowledgedAt: null,
    decisionNote: null,
    createdAt: '2026-11-20T10:00:00.000000Z',
    updatedAt: '2026-11-21T10:00:00.000000Z',
    placedAt: null,
    decidedAt: null,
    organisation: organisation('bamberg', 'Stadt Bamberg', 'KREISFREIE_STADT'),
    onBehalfOf: null,
    unit: null,
    offering: { __typename: 'Offering', id: 'off_gewerbe', slug: 'gewerbe', chain: chain() },
    ordered: {
      __typename: 'OfferingVersion',
      id: 'ofv_gewerbe',
      name: 'Gewerbe anmelden',
      kind: 'EFA',
      costClass: 'FREE',
      costNote: null,
      financedByLevy: true,
      eligible: [],
      dataProtection: {
        __typename: 'DataProtectionNote',
        legalBasis: '§ 8a Abs. 4 OZG',
        noAgreement: 'Ein Vertrag zur Auftragsverarbeitung ist nicht nötig.',
        ownProcessing: 'Für die eigene Verarbeitung bleibt die Behörde verantwortlich.',
      },
      interfaces: [
        {
          __typename: 'OfferingInterface',
          procedure: specialist(),
          procedureVersions: ['3.4'],
          standard: 'XGewerbe',
          state: 'AVAILABLE',
          costClass: 'PRICED',
          costNote: 'Einmalig 1.200 Euro',
        },
      ],
    },
    subjectContact: null,
    technicalContact: null,
    vendor: null,
    itProvider: null,
    procedure: null,
    parameters: [parameter('creditor', 'Gläubiger-ID')],
    missing: [],
    contract: null,
    rollout: null,
    ticket: null,
    ...given,
  };
}

/** The specialist procedure with an interface. */
export function specialist() {
  return {
    __typename: 'SpecialistProcedure',
    id: 'prc_kontor',
    name: 'Gewerbekontor',
    versions: ['3.4', '3.3'],
    vendor: { __typename: 'Organisation', id: 'org_kontor', name: 'Kontor GmbH' },
  };
}

/** One link of the chain above a municipality's contract. */
export function link(level: string, grantor: string, grantee: string, given: object = {}) {
  return {
    __typename: 'ChainLink',
    level,
    state: 'EFFECTIVE',
    effectiveFrom: '2025-01-01',
    endsOn: null,
    grantor: { __typename: 'Organisation', id: `org_${grantor}`, name: grantor },
    grantee: { __typename: 'Organisation', id: `org_${grantee}`, name: grantee },
    ...given,
  };
}

/** The chain above a municipality's contract. */
export function chain(reuse: object = {}) {
  return [
    link('PROVISION', 'Ein Land', 'FITKO'),
    link('REUSE', 'FITKO', 'Digitalministerium', reuse),
    link('SUB_REUSE', 'Digitalministerium', 'BayKommun'),
  ];
}

/** The digest of the document of a contract. */
export const digest = '0123456789abcdef'.repeat(4);

/** A municipality's contract, whole, as its pages ask for it. */
export function contract(id: string, given: object = {}) {
  return {
    __typename: 'Contract',
    id: `ctr_${id}`,
    version: 1,
    reference: `V-${id.toUpperCase()}`,
    level: 'SUB_SUB_REUSE',
    state: 'OFFERED',
    orderId: 'ord_a',
    templateVersion: 1,
    effectiveFrom: null,
    endsOn: null,
    noticePeriodMonths: 3,
    documentDigest: digest,
    signableAs: 'GRANTEE',
    declinable: false,
    refusal: null,
    terminationNotice: null,
    terminableFrom: null,
    offering: {
      __typename: 'Offering',
      id: 'off_gewerbe',
      slug: 'gewerbe',
      current: { __typename: 'OfferingVersion', id: 'ofv_gewerbe', name: 'Gewerbe anmelden' },
    },
    grantor: { __typename: 'Organisation', id: 'org_BayKommun', name: 'BayKommun' },
    grantee: { __typename: 'Organisation', id: 'org_bamberg', name: 'Stadt Bamberg' },
    parent: { __typename: 'Contract', id: 'ctr_above' },
    chain: chain(),
    signatures: [],
    ...given,
  };
}

/** A signature of a contract. */
export function signature(party: string, given: object = {}) {
  return {
    __typename: 'ContractSignature',
    party,
    signerName: 'Claudia Reinhardt',
    actingPerson: null,
    certificateFingerprint: 'f'.repeat(64),
    signedInAt: '2026-11-29T10:00:00.000000Z',
    documentDigest: digest,
    at: '2026-11-29T10:05:00.000000Z',
    organisation: { __typename: 'Organisation', id: 'org_bamberg', name: 'Stadt Bamberg' },
    ...given,
  };
}
