import { sheet } from './market.ts';

/** A task of a rollout. */
export function task(key: string, title: string, given: object = {}, about: object = {}) {
  return {
    __typename: 'RolloutTask',
    id: `rtk_${key}`,
    version: 3,
    state: 'OPEN',
    reason: null,
    changedBy: null,
    changedAt: null,
    editable: true,
    task: {
      __typename: 'OfferingTask',
      key,
      kind: 'SETUP',
      title,
      responsible: 'VENDOR',
      guide: null,
      ...about,
    },
    ...given,
  };
}

/** A set-up parameter with what was filled in. */
export function parameter(key: string, label: string, value: string | null = null, given: object = {}) {
  return {
    __typename: 'RolloutParameter',
    value,
    parameter: {
      __typename: 'OfferingParameter',
      key,
      label,
      source: 'Kasse',
      example: 'DE98ZZZ',
      required: true,
      ...given,
    },
  };
}

/** The link of a service. */
export function portalLink(id: string, service: string, given: object = {}) {
  return {
    __typename: 'PortalLink',
    id: `lnk_${id}`,
    url: null,
    state: 'UNCHECKED',
    problem: null,
    reportedAt: null,
    checkedAt: null,
    service: { __typename: 'Service', id: `srv_${id}`, name: service },
    ...given,
  };
}

const contact = (name: string) => ({
  __typename: 'ContactPerson',
  name,
  email: `${name.toLowerCase()}@demo.example`,
  phone: null,
  department: 'Steueramt',
});

/** A rollout as its page asks for it. */
export function rollout(given: object = {}) {
  return {
    __typename: 'Rollout',
    id: 'rol_1',
    version: 7,
    reference: 'B-2026-0001',
    state: 'IN_PROGRESS',
    startedAt: '2026-11-20T10:00:00.000000Z',
    liveSince: null,
    alreadyInUse: false,
    viewerParty: 'MUNICIPALITY',
    organisation: {
      __typename: 'Organisation',
      id: 'org_1',
      name: 'Stadt Bamberg',
      region: { __typename: 'Region', id: 'reg_1', ars: '094610000000', ags: '09461000' },
    },
    unit: null,
    offering: {
      ...sheet('hund', 'Hundesteuer'),
      services: [{ __typename: 'Service', id: 'srv_1', name: 'Hund anmelden', leikaKey: '99102009012000' }],
    },
    subjectContact: contact('Huber'),
    technicalContact: contact('Meier'),
    vendor: { __typename: 'Organisation', id: 'org_v', name: 'Formular GmbH' },
    itProvider: null,
    procedure: { __typename: 'SpecialistProcedure', id: 'prc_1', name: 'Steuer Pro' },
    procedureVersion: '6',
    wishedOn: '2027-02-01',
    parameters: [parameter('creditor', 'Gläubiger-ID'), parameter('account', 'Kassenzeichen', '4711')],
    tasks: [
      task(
        'contract',
        'Vertrag wirksam',
        { state: 'DONE', editable: false },
        { kind: 'CONTRACT', responsible: 'PLATFORM' },
      ),
      task('form', 'Formular einrichten'),
    ],
    links: [portalLink('1', 'Hund anmelden')],
    vendorMails: [
      {
        __typename: 'VendorMail',
        party: 'VENDOR',
        organisation: { __typename: 'Organisation', id: 'org_v', name: 'Formular GmbH' },
        email: 'einrichtung@formular.example',
        sentAt: '2026-11-21T08:00:00.000000Z',
        state: 'FAILING',
        cause: 'CONTRACT_EFFECTIVE',
        problem: 'Die Adresse gibt es nicht.',
      },
    ],
    ...given,
  };
}
