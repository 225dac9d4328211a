/** German names of the kinds of organisation. */
export const organisationKindsDe = {
  GEMEINDE: 'Gemeinde',
  VERWALTUNGSGEMEINSCHAFT: 'Verwaltungsgemeinschaft',
  KREISFREIE_STADT: 'Kreisfreie Stadt',
  LANDKREIS: 'Landkreis',
  BEZIRK: 'Bezirk',
  REGIERUNG: 'Regierung',
  HEALTH_OFFICE: 'Gesundheitsamt',
  CHAMBER: 'Kammer',
  STATE: 'Freistaat',
  STATE_MINISTRY: 'Ministerium',
  FEDERAL_BROKER: 'Vermittler des Bundes',
  INTERMEDIARY: 'Vermittler',
  VENDOR: 'Hersteller',
  IT_ASSOCIATION: 'IT-Verbund',
  ZWECKVERBAND: 'Zweckverband',
  KOMMUNALUNTERNEHMEN: 'Kommunalunternehmen',
  OTHER: 'Andere Organisation',
};

/** The names in any language. */
export type OrganisationKinds = typeof organisationKindsDe;
