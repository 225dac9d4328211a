/** Object types behind each interface and union of the contract; generated. */
export const possibleTypes: Record<string, string[]> = {
  "Node": [
    "AuditEntry",
    "Authority",
    "AuthorityCase",
    "CaseMailbox",
    "CaseParty",
    "Certificate",
    "CompetenceRule",
    "ConnectRequest",
    "Delivery",
    "Document",
    "Draft",
    "LetterBatch",
    "LevyShare",
    "LevyYear",
    "MailboxEvent",
    "MarketAccount",
    "Membership",
    "Message",
    "Offering",
    "OfferingVersion",
    "Organisation",
    "QuarantinedMail",
    "Region",
    "Service",
    "Session",
    "SigningAuthority",
    "SpecialistProcedure",
    "Ticket",
    "TicketEntry",
    "TicketParticipant",
    "Undertaking",
    "Unit",
    "Viewer"
  ],
  "SearchHit": [
    "Authority",
    "Region",
    "Service",
    "Undertaking"
  ]
};
