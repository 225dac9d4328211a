// Package organisation holds those who use the platform for authorities: their members, and the channels by which their authorities
// receive case mail.
//
// An authority of the directory is connected when it has a channel. Its first channel comes by a request, two operators and a letter:
// begin with [Service.RequestConnect], [Service.Decide] and [Service.Confirm]. Its admins then set the channel
// ([Service.SetChannel], [Service.AddCertificate]) and prove a mailbox of their own by [Service.StartTest]; what breaks a connection
// is in suspend.go and sweep.go.
//
// All organisations and channels are in memory, and every replica reads them again when one changed. Reading models and
// reachability come from there; what sends reads the channel in its own transaction, under its lock, so that nothing is sent by a
// channel that was closed a moment ago. No operator alone changes where an authority's mail goes: each such change is told to the
// admins, the operators and the mailbox before.
package organisation

import (
	"time"

	"schalter/internal/postal"
)

// OrganisationKind is the kind of an organisation (enum OrganisationKind of the contract).
type OrganisationKind string

// The kinds of organisation.
const (
	Gemeinde                OrganisationKind = "GEMEINDE"
	Verwaltungsgemeinschaft OrganisationKind = "VERWALTUNGSGEMEINSCHAFT"
	KreisfreieStadt         OrganisationKind = "KREISFREIE_STADT"
	Landkreis               OrganisationKind = "LANDKREIS"
	Bezirk                  OrganisationKind = "BEZIRK"
	Regierung               OrganisationKind = "REGIERUNG"
	HealthOffice            OrganisationKind = "HEALTH_OFFICE"
	Chamber                 OrganisationKind = "CHAMBER"
	State                   OrganisationKind = "STATE"
	StateMinistry           OrganisationKind = "STATE_MINISTRY"
	FederalBroker           OrganisationKind = "FEDERAL_BROKER"
	Intermediary            OrganisationKind = "INTERMEDIARY"
	Vendor                  OrganisationKind = "VENDOR"
	ITAssociation           OrganisationKind = "IT_ASSOCIATION"
	Zweckverband            OrganisationKind = "ZWECKVERBAND"
	Kommunalunternehmen     OrganisationKind = "KOMMUNALUNTERNEHMEN"
	Other                   OrganisationKind = "OTHER"
)

// Organisation is a legal entity (type Organisation of the contract). Address and Email are nil where not known.
type Organisation struct {
	ID        string
	Version   int
	Name      string
	Kind      OrganisationKind
	RegionARS *string
	Address   *postal.Address
	Email     *string
	// AuthorityIDs are the authorities that have a channel of this organisation, and the one that acts for it in the directory.
	AuthorityIDs []string
	// AuthorityID is the latter; nil for an organisation that the directory does not have.
	AuthorityID *string
	// Dissolved says that the directory has it no more; Confirmed that it is there at all: one that was asked for in the market waits for
	// an operator.
	Dissolved, Confirmed bool

	words    []string
	position string
	// superseded says that its authority is another row's.
	superseded bool
}

// OrganisationInternal is what members and operators see of an organisation (type OrganisationInternal of the contract).
type OrganisationInternal struct{ OrganisationID string }

// OrganisationRole is what a member does for an organisation (enum OrganisationRole of the contract).
type OrganisationRole string

// The roles in an organisation.
const (
	Clerk          OrganisationRole = "CLERK"
	Admin          OrganisationRole = "ADMIN"
	Buyer          OrganisationRole = "BUYER"
	Signatory      OrganisationRole = "SIGNATORY"
	DigitalOfficer OrganisationRole = "DIGITAL_OFFICER"
)

// RolesNamed are roles by their names.
func RolesNamed(names []string) []OrganisationRole {
	list := make([]OrganisationRole, len(names))
	for i, name := range names {
		list[i] = OrganisationRole(name)
	}
	return list
}

// Membership is a person's work for an organisation (type Membership of the contract).
type Membership struct {
	ID             string
	Version        int
	OrganisationID string
	// AccountID is the person's account, which is shown to nobody.
	AccountID string
	// Name is the person's, from the account.
	Name string
	// Me says that the viewer is the member.
	Me             bool
	Roles          []OrganisationRole
	AllAuthorities bool
	// AuthorityIDs are those a clerk works for, where not all.
	AuthorityIDs []string
	UnitID       *string
	// AbsentUntil is the last day (ISO 8601, Berlin) on which the member is away, DeputyID the membership that answers meanwhile.
	AbsentUntil *string
	DeputyID    *string
}

// ChannelKind is how an authority receives case mail (enum ChannelKind of the contract).
type ChannelKind string

// The kinds of channel.
const (
	// Inbox is the authority's inbox in this application.
	Inbox ChannelKind = "INBOX"
	// SMIME is an e-mail mailbox of the authority's own, with S/MIME.
	SMIME ChannelKind = "SMIME"
)

// CryptoProfile is how mails to an authority are encrypted and signed (enum CryptoProfile of the contract).
type CryptoProfile string

// The profiles, strongest first.
const (
	Modern CryptoProfile = "MODERN"
	Compat CryptoProfile = "COMPAT"
	Legacy CryptoProfile = "LEGACY"
)

// ChannelState is whether a channel takes messages (enum ChannelState of the contract).
type ChannelState string

// The states of a channel.
const (
	ChannelPending   ChannelState = "PENDING"
	ChannelActive    ChannelState = "ACTIVE"
	ChannelSuspended ChannelState = "SUSPENDED"
	ChannelClosed    ChannelState = "CLOSED"
)

// Channel says how an authority receives and answers case mail (type Channel of the contract).
type Channel struct {
	AuthorityID    string
	OrganisationID string
	Version        int
	Kind           ChannelKind
	State          ChannelState
	// ProblemKey says why it is suspended: a key of the message catalogue.
	ProblemKey *string
	Email      *string
	// Profile is nil before the first connection test was answered.
	Profile     *CryptoProfile
	LegacyUntil *time.Time
	// MailLimitBytes is the largest mail that the mailbox takes.
	MailLimitBytes *int64
	// MaxMessageBytes is the size of a message with its documents, as raw bytes.
	MaxMessageBytes int

	settings AuthoritySettings
	// dissolved says that the authority is not there any more: whatever the state, nothing new is sent to it.
	dissolved bool
}

// MaxInboxMessageBytes is the size that an inbox takes: 100 MB.
const MaxInboxMessageBytes = 100_000_000

// Reachability is whether an authority can be written to (enum Reachability of the contract).
type Reachability string

// The states of reachability.
const (
	Connected    Reachability = "CONNECTED"
	Suspended    Reachability = "SUSPENDED"
	NotConnected Reachability = "NOT_CONNECTED"
)

// Reachability derives whether the channel's authority can be written to; a nil channel is NOT_CONNECTED.
// AutoReply is what the authority tells everyone who writes; nil where it is nothing.
func (c *Channel) AutoReply() *string { return c.settings.AutoReply }

func (c *Channel) Reachability() Reachability {
	switch {
	case c == nil, c.dissolved:
		return NotConnected
	case c.State == ChannelActive:
		return Connected
	case c.State == ChannelSuspended:
		return Suspended
	}
	return NotConnected
}

// ChannelTestState is what came of one mail of a connection test (enum ChannelTestState of the contract).
type ChannelTestState string

// The states of a test.
const (
	TestWaiting  ChannelTestState = "WAITING"
	TestAnswered ChannelTestState = "ANSWERED"
	TestFailed   ChannelTestState = "FAILED"
	TestExpired  ChannelTestState = "EXPIRED"
)

// ChannelTest is one mail of a connection test (type ChannelTest of the contract).
type ChannelTest struct {
	ID          string
	AuthorityID string
	RunID       string
	Profile     CryptoProfile
	State       ChannelTestState
	StartedAt   time.Time
	AnsweredAt  *time.Time
	// Detail is a key of the message catalogue.
	Detail *string
}

// CertificateState is whether a certificate can be used (enum CertificateState of the contract).
type CertificateState string

// The states of a certificate.
const (
	CertificateValid       CertificateState = "VALID"
	CertificateNotYetValid CertificateState = "NOT_YET_VALID"
	CertificateExpiresSoon CertificateState = "EXPIRES_SOON"
	CertificateExpired     CertificateState = "EXPIRED"
	CertificateRevoked     CertificateState = "REVOKED"
	CertificateUntrusted   CertificateState = "UNTRUSTED"
)

// Certificate is one of an authority's mailbox (type Certificate of the contract).
type Certificate struct {
	ID                  string
	AuthorityID         string
	Subject             string
	Issuer              string
	SerialNumber        string
	Fingerprint         string
	Emails              []string
	Key                 string
	ForSigning          bool
	ForEncryption       bool
	NotBefore           time.Time
	NotAfter            time.Time
	State               CertificateState
	RevocationCheckedAt *time.Time
	// GatewayDomain is the domain whose gateway's certificate it is, as an admin stated; nil for one of the mailbox.
	GatewayDomain *string
	// WarningKeys are keys of the message catalogue.
	WarningKeys []string
	// DER is the certificate itself, Chain those above it.
	DER   []byte
	Chain [][]byte
}

// ContactPerson is a person at an authority (type ContactPerson of the contract).
type ContactPerson struct {
	Name       string
	Email      string
	Phone      *string
	Department *string
}

// ContactPersonInput names one (input ContactPersonInput of the contract).
type ContactPersonInput = ContactPerson

// ConnectRequestState is where a connect request stands (enum ConnectRequestState of the contract).
type ConnectRequestState string

// The states of a connect request.
const (
	RequestRequested ConnectRequestState = "REQUESTED"
	RequestProposed  ConnectRequestState = "RELEASE_PROPOSED"
	RequestReleased  ConnectRequestState = "RELEASED"
	RequestUsed      ConnectRequestState = "USED"
	RequestDeclined  ConnectRequestState = "DECLINED"
	RequestExpired   ConnectRequestState = "EXPIRED"
	RequestVoid      ConnectRequestState = "VOID"
)

// ConnectRequest is an authority's wish for secure communication (type ConnectRequest of the contract).
type ConnectRequest struct {
	ID          string
	AuthorityID string
	Contact     ContactPerson
	Kind        ChannelKind
	State       ConnectRequestState
	Address     *postal.Address
	RequestedAt time.Time
	DecidedAt   *time.Time
	// ProposedBy is the name of the operator who wanted to release it last, ProposedByMe that it is the viewer.
	ProposedBy   *string
	ProposedByMe bool
	ProposedAt   *time.Time
	Note         *string
}

// AuthorityConnectRequestInput asks for secure communication for an authority.
type AuthorityConnectRequestInput struct {
	AuthorityID string
	Contact     ContactPerson
	Kind        ChannelKind
}

// ChannelSetInput says how an authority receives case mail.
type ChannelSetInput struct {
	AuthorityID     string
	ExpectedVersion *int
	Kind            ChannelKind
	Email           *string
	MailLimitBytes  *int64
}
