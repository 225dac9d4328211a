package postbox

import "schalter/internal/casemail"

// What the postbox shares with the gateway, under the names by which the contract and the resolvers know it.
type (
	// DeliveryState is how far a delivery got.
	DeliveryState = casemail.DeliveryState
	// FailureCode says why a delivery failed.
	FailureCode = casemail.FailureCode
	// Direction says who wrote to whom.
	Direction = casemail.Direction
	// MessageKind says what a message is.
	MessageKind = casemail.MessageKind
)

// The states of a delivery.
const (
	Queued     = casemail.Queued
	Deferred   = casemail.Deferred
	HandedOver = casemail.HandedOver
	Relayed    = casemail.Relayed
	Delivered  = casemail.Delivered
	Opened     = casemail.Opened
	Confirmed  = casemail.Confirmed
	Answered   = casemail.Answered
	Failed     = casemail.Failed
	Rejected   = casemail.Rejected
)

// The causes of a failure.
const (
	UnknownMailbox = casemail.UnknownMailbox
	MailboxFull    = casemail.MailboxFull
	TooLarge       = casemail.TooLarge
	RefusedMail    = casemail.RefusedMail
	Unreachable    = casemail.Unreachable
	BadCertificate = casemail.BadCertificate
	OutOfUse       = casemail.OutOfUse
	OwnFault       = casemail.OwnFault
	ExpiredRetries = casemail.ExpiredRetries
	ClosedChannel  = casemail.ClosedChannel
	OtherFailure   = casemail.OtherFailure
)

// The directions.
const (
	Outbound     = casemail.Outbound
	Inbound      = casemail.Inbound
	FromPlatform = casemail.FromPlatform
)

// The kinds of message.
const (
	KindMessage     = casemail.KindMessage
	KindApplication = casemail.KindApplication
	KindRequest     = casemail.KindRequest
	KindDecision    = casemail.KindDecision
	KindNotice      = casemail.KindNotice
)
