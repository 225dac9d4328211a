package account

import (
	"time"

	"schalter/internal/postal"
)

// Locale is the language a person is written to in (enum Locale of the contract).
type Locale string

// The languages.
const (
	German  Locale = "DE"
	English Locale = "EN"
)

// Tag is the language as BCP 47 writes it: "de" or "en".
func (l Locale) Tag() string {
	if l == English {
		return "en"
	}
	return "de"
}

// AccountState is where an account stands (enum AccountState of the contract).
type AccountState string

// The states of an account.
const (
	EmailPending AccountState = "EMAIL_PENDING"
	Active       AccountState = "ACTIVE"
	Blocked      AccountState = "BLOCKED"
)

// TrustLevel is how surely the platform knows who somebody is (enum TrustLevel of the contract). The letter's level POSTAL
// is below every eIDAS level.
type TrustLevel string

// The levels, lowest first.
const (
	TrustNone        TrustLevel = "NONE"
	TrustEmail       TrustLevel = "EMAIL"
	TrustPostal      TrustLevel = "POSTAL"
	EIDASLow         TrustLevel = "EIDAS_LOW"
	EIDASSubstantial TrustLevel = "EIDAS_SUBSTANTIAL"
	EIDASHigh        TrustLevel = "EIDAS_HIGH"
)

var trustOrder = map[TrustLevel]int{TrustNone: 0, TrustEmail: 1, TrustPostal: 2, EIDASLow: 3, EIDASSubstantial: 4, EIDASHigh: 5}

// Reaches reports whether t is at least the level that is asked for.
func (t TrustLevel) Reaches(asked TrustLevel) bool { return trustOrder[t] >= trustOrder[asked] }

// PlatformRole is what the operator lets an account do (enum PlatformRole of the contract).
type PlatformRole string

// The platform roles.
const (
	Operator PlatformRole = "OPERATOR"
	Editor   PlatformRole = "EDITOR"
)

// Viewer is the signed-in account as it sees itself (type Viewer of the contract). Sessions, memberships and mailboxes are
// asked of their services.
type Viewer struct {
	ID         string
	Email      string
	GivenName  string
	FamilyName string
	Locale     Locale
	State      AccountState
	TrustLevel TrustLevel
	// PostalAddress is the proven address, nil before the proof.
	PostalAddress *postal.Address
	Activation    *Activation
	StartPlan     *StartPlan
	Settings      AccountSettings
	PlatformRoles []PlatformRole
	// LinkRequests is what was asked for lately with the address, nil when nothing was.
	LinkRequests *LinkRequests
	CreatedAt    time.Time
}

// Activation is the letter under way and its code (type Activation of the contract). It stays visible when the code is
// void or expired, because then a new letter can be ordered; AttemptsLeft is 0 when the code is void.
type Activation struct {
	Address          postal.Address
	LetterQueuedAt   time.Time
	LetterPrintedAt  *time.Time
	LetterReturnedAt *time.Time
	// ExpectedFrom and ExpectedTo are calendar days in Berlin (ISO 8601).
	ExpectedFrom  string
	ExpectedTo    string
	CodeExpiresAt time.Time
	AttemptsLeft  int
	// NextLetterAt is when the next letter may be ordered; nil when that is now.
	NextLetterAt *time.Time
}

// StartPlan is what a person set out to do before registering (type StartPlan of the contract).
type StartPlan struct {
	UndertakingID *string `json:"undertakingId,omitempty"`
	AuthorityID   *string `json:"authorityId,omitempty"`
	ServiceID     *string `json:"serviceId,omitempty"`
	ARS           *string `json:"ars,omitempty"`
	// Choices are the authorities chosen where there was a choice, WithoutServiceIDs the services of the undertaking left out.
	Choices           []StartPlanChoice `json:"choices,omitempty"`
	WithoutServiceIDs []string          `json:"withoutServiceIds,omitempty"`
}

// StartPlanChoice is the authority chosen for a service (type StartPlanChoice of the contract).
type StartPlanChoice struct {
	ServiceID   string `json:"serviceId"`
	AuthorityID string `json:"authorityId"`
}

// StartPlanChoiceInput names one (input StartPlanChoiceInput of the contract).
type StartPlanChoiceInput = StartPlanChoice

// AccountSettings is what a person chose (type AccountSettings of the contract).
type AccountSettings struct {
	NewMessageMail     bool
	RecognitionPhrase  *string
	SingleKeyShortcuts bool
	// SecondEmail is told as well what must arrive, once it is confirmed; nil without one.
	SecondEmail          *string
	SecondEmailConfirmed bool
}

// Session is one device that is signed in (type Session of the contract).
type Session struct {
	ID         string
	UserAgent  string
	CreatedAt  time.Time
	LastSeenAt time.Time
	// ExpiresAt is when it ends if it is not used again.
	ExpiresAt time.Time
	// Current says that the request came in this session.
	Current bool
}

// Profile is what other parts of the platform may know of a person in order to serve the person, such as to name a sender to a
// clerk.
type Profile struct {
	AccountID  string
	Email      string
	GivenName  string
	FamilyName string
	// Address is the proven address, nil before the proof.
	Address    *postal.Address
	State      AccountState
	TrustLevel TrustLevel
	Locale     Locale
}

// Addressee is how to write to a person. It is an alias, so that who writes can ask for it by an interface of its own and need
// not know this package.
type Addressee = struct {
	Email string
	// SecondEmail is where a mail goes, too, that must arrive; empty until it is proven.
	SecondEmail string
	// Name is empty until the address is proven: until then somebody else may have made it up.
	Name string
	// Locale is DE or EN.
	Locale string
	// Phrase is the recognition phrase, empty when there is none.
	Phrase string
	// Active says that the account is open; Notices that the person wants mails about new messages.
	Active, Notices bool
}

// Name is given name and family name as they are written.
func (p *Profile) Name() string { return fullName(p.GivenName, p.FamilyName) }

func fullName(given, family string) string {
	if given == "" {
		return family
	}
	return given + " " + family
}

// LetterBatch is letters handed to the print provider together (type LetterBatch of the contract).
type LetterBatch struct {
	ID        string
	Letters   int
	CreatedAt time.Time
	PrintedAt *time.Time
}
