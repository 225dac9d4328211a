import { graphql } from '../../gql/index.ts';

/** An account as its person sees it. */
export const OwnAccountParts = graphql(`
  fragment OwnAccountParts on MarketAccount {
    id
    version
    state
    organisation { id name }
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
    claims { fingerprint ...ClaimsParts }
    certificateValidTo
    shared
    maySign
    decisionNote
    requestedAt
    decidedAt
    replaces { id }
  }
`);
