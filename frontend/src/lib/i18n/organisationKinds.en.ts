import type { OrganisationKinds } from './organisationKinds.de.ts';

/** English names of the kinds of organisation. */
export const organisationKindsEn: OrganisationKinds = {
  GEMEINDE: 'Municipality',
  VERWALTUNGSGEMEINSCHAFT: 'Administrative union',
  KREISFREIE_STADT: 'City (kreisfreie Stadt)',
  LANDKREIS: 'District (Landkreis)',
  BEZIRK: 'Bezirk',
  REGIERUNG: 'Regional government',
  HEALTH_OFFICE: 'Public health office',
  CHAMBER: 'Chamber',
  STATE: 'Free State of Bavaria',
  STATE_MINISTRY: 'Ministry',
  FEDERAL_BROKER: 'Federal broker',
  INTERMEDIARY: 'Intermediary',
  VENDOR: 'Vendor',
  IT_ASSOCIATION: 'IT association',
  ZWECKVERBAND: 'Special-purpose association (Zweckverband)',
  KOMMUNALUNTERNEHMEN: 'Municipal enterprise (Kommunalunternehmen)',
  OTHER: 'Other organisation',
};
