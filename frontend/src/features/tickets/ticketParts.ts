import { graphql } from '../../gql/index.ts';

/** A ticket as a list shows it. */
export const TicketRowParts = graphql(`
  fragment TicketRowParts on Ticket {
    id version reference kind subject state
    organisation { id name }
    requesterName assigneeName assignedToMe updatedAt
  }
`);

/** One who takes part, and what became of mails to them. */
export const TicketPersonParts = graphql(`
  fragment TicketPersonParts on TicketParticipant {
    id role name email probeSentAt
    organisation { id name }
    mail { state since problem }
  }
`);

/** A ticket as its page shows it, apart from what was written. */
export const TicketParts = graphql(`
  fragment TicketParts on Ticket {
    id offeringId createdAt firstAnsweredAt
    ...TicketRowParts
    participants { id ...TicketPersonParts }
    parent { id reference subject }
    mergedInto { id reference subject }
  }
`);

/** A file of an entry. */
export const TicketFileParts = graphql(`
  fragment TicketFileParts on TicketFile { id filename mediaType size scanned refusal }
`);

/** One entry. */
export const TicketEntryParts = graphql(`
  fragment TicketEntryParts on TicketEntry {
    id author body wholeBody internal unconfirmed automatic byMail at
    files { id ...TicketFileParts }
    undelivered { id name }
  }
`);
