/** Object types behind each interface and union of the contract; generated. */
export const possibleTypes: Record<string, string[]> = {
  "Node": [
    "Authority",
    "AuthorityCase",
    "CaseMailbox",
    "CaseParty",
    "CompetenceRule",
    "Delivery",
    "Document",
    "Draft",
    "MailboxEvent",
    "Membership",
    "Message",
    "Organisation",
    "Region",
    "Service",
    "Session",
    "Undertaking",
    "Viewer"
  ],
  "SearchHit": [
    "Authority",
    "Region",
    "Service",
    "Undertaking"
  ]
};
