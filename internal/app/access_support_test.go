//go:build demo

package app

// Support are the rows of the operator's desk.
func (accessMatrix) Support() map[string]operation {
	return map[string]operation{
		"desk":                   {`{ desk { lettersWaiting failures { jobs { kind failed late since } } } }`, vars(), everyone("null").but("ok", "operator")},
		"authorityConnectDecide": {`mutation($i: AuthorityConnectDecideInput!) { authorityConnectDecide(input: $i) { request { id }` + problems, input("requestId", freshRequest, "approve", false, "note", "Nein."), operatorOnly},
		"channelLegacyAllow":     {`mutation($i: ChannelLegacyAllowInput!) { channelLegacyAllow(input: $i) { authority { id }` + problems, input("authorityId", bamberg, "until", nil), operatorOnly},
		"accountBlock":           {`mutation($i: AccountBlockInput!) { accountBlock(input: $i) { account { id }` + problems, input("email", "nobody@demo.example", "reason", "Grund"), operatorOnly.but("NOT_FOUND", "operator")},
		"accountUnblock":         {`mutation($i: AccountUnblockInput!) { accountUnblock(input: $i) { unblockedAccountId` + problems, input("email", citizen), operatorOnly.but("WRONG_STATE", "operator")},
		"activationLetterGrant":  {`mutation($i: ActivationLetterGrantInput!) { activationLetterGrant(input: $i) { grantedAccountId` + problems, input("email", citizen), operatorOnly.but("WRONG_STATE", "operator")},
		"quarantineRetry":        {`mutation($i: QuarantineRetryInput!) { quarantineRetry(input: $i) { accepted` + problems, input("mailId", "inm_00000000000000000000000000"), everyone("NOT_FOUND")},
		// In the demo letters are printed at once: none waits.
		"letterBatchCreate":  {`mutation($i: LetterBatchCreateInput!) { letterBatchCreate(input: $i) { batch { id }` + problems, input("limit", 10), operatorOnly.but("WRONG_STATE", "operator")},
		"letterBatchPrinted": {`mutation($i: LetterBatchPrintedInput!) { letterBatchPrinted(input: $i) { batch { id }` + problems, input("batchId", "ltb_00000000000000000000000000"), operatorOnly.but("NOT_FOUND", "operator")},
		"letterReturned":     {`mutation($i: LetterReturnedInput!) { letterReturned(input: $i) { letter { id }` + problems, input("reference", "00000000", "reason", "Grund"), operatorOnly.but("NOT_FOUND", "operator")},
	}
}
