//go:build demo

package app

// Account are the rows of accounts and sessions.
func (accessMatrix) Account() map[string]operation {
	return map[string]operation{
		"viewer":             {`{ viewer { id email } }`, vars(), public.but("null", "anonymous")},
		"certificateIssuers": {`{ certificateIssuers { name startPath } }`, vars(), public},
		"certificateSignIn":  {`{ certificateSignIn { at } }`, vars(), everyone("null")},
		"legalTexts":         {`{ legalTexts { kind } }`, vars(), public},
		"accountRegister": {`mutation($i: AccountRegisterInput!) { accountRegister(input: $i) { accepted` + problems,
			input("email", func(f *facts) any { return f.key() + "@demo.example" }, "givenName", "Eva", "familyName", "Neu", "termsVersion", "2026-11"), public},
		"emailConfirm":         {`mutation($i: EmailConfirmInput!) { emailConfirm(input: $i) { expiresAt` + problems, input("token", "nothing", "password", "Zwölf Zeichen und mehr"), everyone("NOT_FOUND")},
		"passwordResetRequest": {`mutation($i: PasswordResetRequestInput!) { passwordResetRequest(input: $i) { accepted` + problems, input("email", "nobody@demo.example"), public},
		"passwordReset":        {`mutation($i: PasswordResetInput!) { passwordReset(input: $i) { accepted` + problems, input("token", "nothing", "password", "Zwölf Zeichen und mehr"), everyone("NOT_FOUND")},
		"sessionStart":         {`mutation($i: SessionStartInput!) { sessionStart(input: $i) { expiresAt` + problems, input("email", buyer, "password", password), public},
		// Nobody ends another one's session: for everyone but its owner it does not exist.
		"sessionEnd": {`mutation($i: SessionEndInput!) { sessionEnd(input: $i) { endedSessionId` + problems,
			input("sessionId", func(f *facts) any { return freshSession(f) }), ownOnly},
		"passwordChange":     {`mutation($i: PasswordChangeInput!) { passwordChange(input: $i) { viewer { id }` + problems, input("current", "not the password", "new", "Zwölf Zeichen und mehr"), everyone("WRONG_CREDENTIALS").but("UNAUTHENTICATED", "anonymous")},
		"accountDelete":      {`mutation($i: AccountDeleteInput!) { accountDelete(input: $i) { deletedAccountId` + problems, input("confirmation", "not the password"), everyone("WRONG_CREDENTIALS").but("UNAUTHENTICATED", "anonymous")},
		"profileUpdate":      {`mutation($i: ProfileUpdateInput!) { profileUpdate(input: $i) { viewer { id }` + problems, input("singleKeyShortcuts", true), signedIn},
		"emailChangeConfirm": {`mutation($i: EmailChangeConfirmInput!) { emailChangeConfirm(input: $i) { accepted` + problems, input("token", "nothing"), everyone("NOT_FOUND")},
		"postalAddressSet":   {`mutation($i: PostalAddressSetInput!) { postalAddressSet(input: $i) { viewer { id }` + problems, input("address", map[string]any{"city": ""}), everyone("REQUIRED").but("UNAUTHENTICATED", "anonymous")},
		"postalAddressReview": {`query($a: PostalAddressInput!) { postalAddressReview(address: $a) { doubts { kind regions { name } }` + problems,
			vars("a", map[string]any{"street": "Hauptstraße", "postalCode": "96047", "city": "Bayreuth"}), signedIn},
		"passwordCheck":           {`mutation($i: PasswordCheckInput!) { passwordCheck(input: $i) { accepted` + problems, input("password", "Zwölf Zeichen und mehr"), public},
		"activationLetterReissue": {`mutation($i: ActivationLetterReissueInput!) { activationLetterReissue(input: $i) { viewer { id }` + problems, input(), everyone("WRONG_STATE").but("UNAUTHENTICATED", "anonymous")},
		"accountActivate":         {`mutation($i: AccountActivateInput!) { accountActivate(input: $i) { viewer { id }` + problems, input("code", "1111-1111-1111"), everyone("WRONG_STATE").but("UNAUTHENTICATED", "anonymous")},
	}
}
