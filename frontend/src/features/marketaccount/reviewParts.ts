import type { ReviewPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

/** What an operator sees of an account to decide about it. */
export const ReviewParts = graphql(`
  fragment ReviewParts on MarketAccount {
    id
    version
    state
    person { id name }
    organisation {
      id
      name
      kind
      address { recipient addition street houseNumber postalCode city region country }
      internal { taxNumber accountsUsed accountLimit }
    }
    newOrganisation
    form {
      givenName
      familyName
      email
      phone
      organisationName
      kind
      functionalMailboxes
      digitalOfficer { name email phone department }
      maySign
      evidence
      signUntil
    }
    claims {
      fingerprint
      email
      personName
      organisationName
      legalForm
      address { recipient addition street houseNumber postalCode city region country }
      taxNumber
    }
    certificateValidTo
    shared
    maySign
    decisionNote
    invitedBy
    requestedAt
    decidedAt
    replaces { id }
    possibleDuplicates { id state person { id name } organisation { id name } form { organisationName } requestedAt decidedAt }
  }
`);

/** An account whose form and claims are there. */
export type Reviewed = ReviewPartsFragment;
