/** German texts that catalogue, orders, contracts and rollouts share. */
export const marketDe = {
  orderStates: {
    DRAFT: 'Entwurf',
    SUBMITTED: 'Wird geprüft',
    RETURNED: 'Zurückgegeben',
    RELEASED: 'Freigegeben',
    CANCELLED: 'Storniert',
  },
  contractStates: {
    DRAFT: 'Vorgemerkt',
    OFFERED: 'Wartet auf Ihre Unterschrift',
    SIGNED: 'Wartet auf Gegenzeichnung',
    EFFECTIVE: 'Wirksam',
    ON_HOLD: 'Ruht',
    TERMINATED: 'Beendet',
    EXPIRED: 'Abgelaufen',
    DECLINED: 'Abgelehnt',
  },
  levels: {
    PROVISION: 'Bereitstellungsvertrag',
    REUSE: 'Nachnutzungsvertrag',
    SUB_REUSE: 'Sub-Nachnutzungsvertrag',
    SUB_SUB_REUSE: 'Sub-Sub-Nachnutzungsvertrag',
  },
  chain: {
    title: 'Die Vertragskette',
    lead: 'So kommt das Recht zur Nutzung vom Anbieter bis zu Ihrer Kommune. Jeder Vertrag setzt den darüber voraus.',
    none: 'Zu diesem Dienst ist noch keine Vertragskette erfasst.',
    passes: (grantor: string, grantee: string) => `${grantor} an ${grantee}`,
    since: (day: string) => `seit ${day}`,
    from: (day: string) => `ab ${day}`,
    until: (day: string) => `bis ${day}`,
    open: 'ohne festes Ende',
    noDay: 'Beginn nicht genannt',
    states: {
      DRAFT: 'Vorgemerkt',
      OFFERED: 'Noch nicht unterschrieben',
      SIGNED: 'Noch nicht gegengezeichnet',
      EFFECTIVE: 'Wirksam',
      ON_HOLD: 'Ruht',
      TERMINATED: 'Beendet',
      EXPIRED: 'Abgelaufen',
      DECLINED: 'Abgelehnt',
    },
    asTable: 'Vertragskette als Tabelle',
    contract: 'Vertrag',
    grantor: 'Wer gibt',
    grantee: 'Wer bekommt',
    state: 'Stand',
    begin: 'Beginn',
    end: 'Ende',
  },
  download: {
    failed: 'Die Datei lässt sich gerade nicht laden. Bitte versuchen Sie es gleich noch einmal.',
  },
  toMarket: 'Zum Markt',
  place: {
    unit: (unit: string, organisation: string) => `${unit} (${organisation})`,
    member: (member: string, union: string) => `${member} (bestellt von ${union})`,
  },
};

/** Shape that every other language has to fill. */
export type MarketMessages = typeof marketDe;
