//go:build demo

package app

import "schalter/internal/legaltext"

// Postbox are the rows of mailboxes, cases and messages.
func (accessMatrix) Postbox() map[string]operation {
	return map[string]operation{
		"caseMailbox":    {`query($id: ID!) { caseMailbox(id: $id) { title } }`, vars("id", mailboxID), nullButOwn},
		"authorityCase":  {`query($id: ID!) { authorityCase(id: $id) { title } }`, vars("id", caseID), nullButCity},
		"authorityCases": {`query($a: ID!) { authorityCases(authorityId: $a) { edges { node { title } } } }`, vars("a", bamberg), clerkOnly},
		"mailboxOpen":    {`mutation($i: MailboxOpenInput!) { mailboxOpen(input: $i) { mailbox { id }` + problems, input("authorityId", bamberg), everyone("NOT_ACTIVATED").but("UNAUTHENTICATED", "anonymous").but("ok", "owner")},
		"documentCreate": {`mutation($i: DocumentCreateInput!) { documentCreate(input: $i) { document { id }` + problems,
			input("mailboxId", mailboxID, "filename", "a.pdf", "size", 10, "mediaType", "application/pdf"), ownOnly},
		"documentDelete":      {`mutation($i: DocumentDeleteInput!) { documentDelete(input: $i) { deletedDocumentId` + problems, input("documentId", freshDocument), ownOnly},
		"draftSave":           {`mutation($i: DraftSaveInput!) { draftSave(input: $i) { draft { id }` + problems, input("caseId", caseID, "subject", "", "body", ""), clerkOnly},
		"draftDiscard":        {`mutation($i: DraftDiscardInput!) { draftDiscard(input: $i) { discardedDraftId` + problems, input("draftId", freshDraft), ownOnly},
		"messageSend":         {`mutation($i: MessageSendInput!) { messageSend(input: $i) { messageEdge { cursor }` + problems, input("mailboxId", mailboxID, "recipientIds", []string{bamberg}, "subject", "S", "body", "B", "idempotencyKey", freshKey), ownOnly},
		"messageMarkRead":     {`mutation($i: MessageMarkReadInput!) { messageMarkRead(input: $i) { messages { id }` + problems, input("messageIds", messageIDs), ownOnly.but("ok", "clerk")},
		"messageDelete":       {`mutation($i: MessageDeleteInput!) { messageDelete(input: $i) { deletedMessageId` + problems, input("messageId", freshMessage), ownOnly},
		"caseReply":           {`mutation($i: CaseReplyInput!) { caseReply(input: $i) { messageEdge { cursor }` + problems, input("caseId", caseID, "subject", "S", "body", "B", "idempotencyKey", freshKey), clerkOnly},
		"receiptConfirm":      {`mutation($i: ReceiptConfirmInput!) { receiptConfirm(input: $i) { message { id }` + problems, input("caseId", caseID, "messageId", messageID), clerkOnly},
		"caseUpdate":          {`mutation($i: CaseUpdateInput!) { caseUpdate(input: $i) { case { version }` + problems, input("caseId", caseID, "expectedVersion", caseVersion, "state", "IN_PROGRESS", "fileReference", "32-1", "retentionClassKey", nil), clerkOnly},
		"caseNoteAdd":         {`mutation($i: CaseNoteAddInput!) { caseNoteAdd(input: $i) { case { id }` + problems, input("caseId", caseID, "body", "Vermerk"), clerkOnly},
		"messageProof":        {`mutation($i: MessageProofInput!) { messageProof(input: $i) { download { url }` + problems, input("messageId", messageID), ownOnly.but("ok", "clerk")},
		"mailboxExport":       {`mutation($i: MailboxExportInput!) { mailboxExport(input: $i) { download { url }` + problems, input("mailboxId", mailboxID), ownOnly},
		"caseExport":          {`mutation($i: CaseExportInput!) { caseExport(input: $i) { download { url }` + problems, input("caseId", caseID), clerkOnly},
		"consentGive":         {`mutation($i: ConsentGiveInput!) { consentGive(input: $i) { consent { id }` + problems, input("authorityId", bamberg, "scope", "ANNOUNCEMENT", "textVersion", legaltext.ConsentVersion), everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("ok", "owner")},
		"consentRevoke":       {`mutation($i: ConsentRevokeInput!) { consentRevoke(input: $i) { consent { id }` + problems, input("consentId", freshConsent), ownOnly},
		"mailboxKeep":         {`mutation($i: MailboxKeepInput!) { mailboxKeep(input: $i) { mailbox { deletesAt }` + problems, input("mailboxId", freshMailbox), ownOnly},
		"mailboxDelete":       {`mutation($i: MailboxDeleteInput!) { mailboxDelete(input: $i) { deletedMailboxId` + problems, input("mailboxId", freshMailbox), ownOnly},
		"caseDecline":         {`mutation($i: CaseDeclineInput!) { caseDecline(input: $i) { case { id }` + problems, input("caseId", caseID, "reason", "Nicht unser Gebiet"), clerkOnly},
		"mailboxHandOver":     {`mutation($i: MailboxHandOverInput!) { mailboxHandOver(input: $i) { successor { id }` + problems, input("mailboxId", freshDeclined, "fromAuthorityId", bamberg, "toAuthorityId", eaUpper, "idempotencyKey", freshKey), ownOnly},
		"partyGrantSet":       {`mutation($i: PartyGrantSetInput!) { partyGrantSet(input: $i) { grant { id }` + problems, input("mailboxId", mailboxID, "partyId", anyParty, "granted", false), everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("INVALID", "owner")},
		"caseForward":         {`mutation($i: CaseForwardInput!) { caseForward(input: $i) { case { id }` + problems, input("caseId", caseID, "messageIds", messageIDs, "toAuthorityId", eaUpper, "idempotencyKey", freshKey), everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("WRONG_STATE", "clerk")},
		"messageWithdraw":     {`mutation($i: MessageWithdrawInput!) { messageWithdraw(input: $i) { message { id }` + problems, input("messageId", freshAnswer, "reason", "Falsche Person"), clerkOnly},
		"messageReceived":     {`subscription { messageReceived { cursor } }`, vars(), signedIn},
		"mailboxChanged":      {`subscription { mailboxChanged { cursor } }`, vars(), signedIn},
		"caseMessageReceived": {`subscription($a: ID!) { caseMessageReceived(authorityId: $a) { cursor } }`, vars("a", bamberg), clerkOnly},
		"caseChanged":         {`subscription($a: ID!) { caseChanged(authorityId: $a) { cursor } }`, vars("a", bamberg), clerkOnly},
	}
}

// anyParty is the city as a party of the owner's mailbox: no Einheitlicher Ansprechpartner, so that the owner is told so and nobody else learns of it.
func anyParty(f *facts) any {
	var found struct {
		CaseMailbox struct{ Parties []struct{ ID string } }
	}
	f.owner.Must(f.t, `query($id: ID!) { caseMailbox(id: $id) { parties { id } } }`, map[string]any{"id": f.mailbox}, &found)
	return found.CaseMailbox.Parties[0].ID
}
