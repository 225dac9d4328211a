import type { OrganisationPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

/** An organisation as its own page shows it. */
export const OrganisationParts = graphql(`
  fragment OrganisationParts on Organisation {
    id
    version
    name
    kind
    region { id name }
    address { recipient addition street houseNumber postalCode city region country }
    email
    dissolved
    union { id name }
    municipalities { id name }
    units { id kind name validTo }
    internal {
      taxNumber
      accountsUsed
      accountLimit
      functionalMailboxes
      digitalOfficer { name email phone department }
      subjectContact { name email phone department }
      technicalContact { name email phone department }
      setUpBy { id name }
      setsUpFor(first: 50) { edges { cursor node { id name } } }
    }
  }
`);

/** Changes what an organisation says of itself. */
export const OrganisationUpdate = graphql(`
  mutation OrganisationUpdate($input: OrganisationUpdateInput!) {
    organisationUpdate(input: $input) { organisation { id ...OrganisationParts } userErrors { code field message } }
  }
`);

/** An organisation of which one sees the inside. */
export type OwnOrganisation = OrganisationPartsFragment & {
  internal: NonNullable<OrganisationPartsFragment['internal']>;
};

/** What a section that can be edited is given. */
export interface SectionProps {
  organisation: OwnOrganisation;
  /** The viewer is its admin or an operator. */
  manages: boolean;
}
