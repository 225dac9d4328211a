package account

import "net/netip"

// The inputs of the operations, named and shaped as the contract's.

// Client is the device and the network address a request came from.
type Client struct {
	UserAgent string
	Address   netip.Addr
	// RefreshToken is that of the session that the browser had until now; empty where there is none.
	RefreshToken string
}

// StartPlanInput is what a person sets out to do (input StartPlanInput of the contract).
type StartPlanInput struct {
	UndertakingID *string
	AuthorityID   *string
	ServiceID     *string
	ARS           *string
	// Choices and WithoutServiceIDs have at most maxPlanned entries each.
	Choices           []StartPlanChoice
	WithoutServiceIDs []string
}

// AccountRegisterInput starts a registration.
type AccountRegisterInput struct {
	Email        string
	GivenName    string
	FamilyName   string
	Locale       Locale
	TermsVersion string
	StartPlan    *StartPlanInput
}

// EmailConfirmInput redeems the link of a registration.
type EmailConfirmInput struct {
	Token    string
	Password string
}

// PostalAddressInput is a postal address without its recipient, who is always the account's own name.
type PostalAddressInput struct {
	Addition    *string
	Street      *string
	HouseNumber *string
	PostalCode  *string
	City        string
	Region      *string
	Country     string
}

// PostalAddressSetInput gives the address to be proven.
type PostalAddressSetInput struct{ Address PostalAddressInput }

// ActivationLetterReissueInput orders a new letter; the reason is not kept.
type ActivationLetterReissueInput struct{ Reason *string }

// AccountActivateInput is the code of the letter as it was typed.
type AccountActivateInput struct{ Code string }

// Change is a field of an update: absent while Set is false; then To is the new value, nil to clear it.
type Change[T any] struct {
	Set bool
	To  *T
}

// To is a change to v.
func To[T any](v T) Change[T] { return Change[T]{Set: true, To: &v} }

// ProfileUpdateInput changes what the person may change.
type ProfileUpdateInput struct {
	GivenName          Change[string]
	FamilyName         Change[string]
	Locale             Change[Locale]
	NewMessageMail     Change[bool]
	RecognitionPhrase  Change[string]
	SingleKeyShortcuts Change[bool]
	StartPlan          Change[StartPlanInput]
	SecondEmail        Change[string]
}

// EmailChangeConfirmInput proves an address by the token that was mailed to it.
type EmailChangeConfirmInput struct{ Token string }

// SessionStartInput signs in.
type SessionStartInput struct {
	Email    string
	Password string
}

// SessionEndInput ends a session; nil ends the current one, Others all but that.
type SessionEndInput struct {
	SessionID *string
	Others    bool
}

// PasswordResetRequestInput asks for a link to set a new password.
type PasswordResetRequestInput struct{ Email string }

// PasswordResetInput redeems such a link.
type PasswordResetInput struct {
	Token    string
	Password string
}

// PasswordCheckInput asks whether a password would be taken: by the holder of a link, by the signed-in account, or by anyone.
type PasswordCheckInput struct {
	Password string
	Token    *string
}

// AccountDeleteInput deletes the signed-in account (input AccountDeleteInput of the contract).
type AccountDeleteInput struct {
	// Confirmation is the password.
	Confirmation string
}

// PasswordChangeInput changes the password of the signed-in account.
type PasswordChangeInput struct {
	Current string
	New     string
}
