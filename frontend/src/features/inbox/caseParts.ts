import { graphql } from '../../gql/index.ts';

/** A case as the list shows it. */
export const CaseRowParts = graphql(`
  fragment CaseRowParts on AuthorityCase {
    id
    version
    reference
    fileReference
    title
    person { id name }
    services { id name }
    unreadCount
    waitingSince
    state
    assignee { id name me absentUntil deputy { id name me } }
    dueOn
    ownerDeletedAt
  }
`);

/** A case as its page shows it, without messages. */
export const CaseParts = graphql(`
  fragment CaseParts on AuthorityCase {
    id
    ...CaseRowParts
    authority { id name }
    region { id name designation }
    address { recipient addition street houseNumber postalCode city region country }
    trustLevel
    notes { id author body at }
    retainUntil
  }
`);
