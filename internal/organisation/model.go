// Package organisation holds the bodies that use the platform: their members, and the channels by which their authorities
// receive case mail.
//
// An authority of the directory is connected when it has a channel. Who is told about channels reads them from memory; who
// sends reads them in the sending transaction.
package organisation

import "schalter/internal/postal"

// OrganisationKind is the kind of a body (enum OrganisationKind of the contract).
type OrganisationKind string

// The kinds of body.
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
	Other                   OrganisationKind = "OTHER"
)

// Organisation is a legal body (type Organisation of the contract). Address and Email are nil where not known.
type Organisation struct {
	ID        string
	Version   int
	Name      string
	Kind      OrganisationKind
	RegionARS *string
	Address   *postal.Address
	Email     *string
	// AuthorityIDs are the authorities that have a channel of this body.
	AuthorityIDs []string
}

// OrganisationInternal is what members and operators see of a body (type OrganisationInternal of the contract).
type OrganisationInternal struct{ OrganisationID string }

// OrganisationRole is what a member does for a body (enum OrganisationRole of the contract).
type OrganisationRole string

// The roles in a body.
const (
	Clerk          OrganisationRole = "CLERK"
	Admin          OrganisationRole = "ADMIN"
	Buyer          OrganisationRole = "BUYER"
	Signatory      OrganisationRole = "SIGNATORY"
	DigitalOfficer OrganisationRole = "DIGITAL_OFFICER"
)

// Membership is a person's work for a body (type Membership of the contract).
type Membership struct {
	ID             string
	Version        int
	OrganisationID string
	// Name is the person's, from the account.
	Name string
	// Me says that the viewer is the member.
	Me             bool
	Roles          []OrganisationRole
	AllAuthorities bool
	// AuthorityIDs are those a clerk works for, where not all.
	AuthorityIDs []string
}

// ChannelKind is how a body receives case mail (enum ChannelKind of the contract).
type ChannelKind string

// Inbox is the authority's inbox in this application.
const Inbox ChannelKind = "INBOX"

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
	Kind           ChannelKind
	State          ChannelState
	// Problem says why it is suspended.
	Problem *string
	Email   *string
	// MaxMessageBytes is the size of a message with its documents, as raw bytes.
	MaxMessageBytes int
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
func (c *Channel) Reachability() Reachability {
	switch {
	case c == nil:
		return NotConnected
	case c.State == ChannelActive:
		return Connected
	case c.State == ChannelSuspended:
		return Suspended
	}
	return NotConnected
}
