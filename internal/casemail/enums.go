package casemail

// DeliveryState is how far a delivery got, derived from its facts.
type DeliveryState string

// The states of a delivery; see the contract for what each means.
const (
	Queued     DeliveryState = "QUEUED"
	Deferred   DeliveryState = "DEFERRED"
	HandedOver DeliveryState = "HANDED_OVER"
	Relayed    DeliveryState = "RELAYED"
	Delivered  DeliveryState = "DELIVERED"
	Opened     DeliveryState = "OPENED"
	Confirmed  DeliveryState = "CONFIRMED"
	Answered   DeliveryState = "ANSWERED"
	Failed     DeliveryState = "FAILED"
	Rejected   DeliveryState = "REJECTED"
)

// FailureCode says why a delivery failed (enum DeliveryFailureCode of the contract).
type FailureCode string

// The causes.
const (
	UnknownMailbox FailureCode = "UNKNOWN_MAILBOX"
	MailboxFull    FailureCode = "MAILBOX_FULL"
	TooLarge       FailureCode = "TOO_LARGE"
	RefusedMail    FailureCode = "REFUSED"
	Unreachable    FailureCode = "UNREACHABLE"
	BadCertificate FailureCode = "CERTIFICATE"
	OutOfUse       FailureCode = "SUSPENDED"
	OwnFault       FailureCode = "PLATFORM"
	ExpiredRetries FailureCode = "EXPIRED_RETRIES"
	ClosedChannel  FailureCode = "CLOSED"
	OtherFailure   FailureCode = "OTHER"
)

// MessageDirection says who wrote to whom.
type MessageDirection string

// The directions.
const (
	Outbound     MessageDirection = "OUTBOUND"
	Inbound      MessageDirection = "INBOUND"
	FromPlatform MessageDirection = "PLATFORM"
)

// MessageKind says what a message is.
type MessageKind string

// The kinds of message.
const (
	KindMessage     MessageKind = "MESSAGE"
	KindApplication MessageKind = "APPLICATION"
	KindRequest     MessageKind = "REQUEST"
	KindDecision    MessageKind = "DECISION"
	KindNotice      MessageKind = "NOTICE"
	// KindComplete tells that the documents are complete, KindExtension that the period which began with that is longer.
	KindComplete  MessageKind = "COMPLETE"
	KindExtension MessageKind = "EXTENSION"
)

// DecisionEffect is what sending a decision does (enum DecisionEffect).
type DecisionEffect string

// The effects. What was not agreed to can be sent for information only.
const (
	EffectInformation        DecisionEffect = "INFORMATION"
	EffectAnnouncement       DecisionEffect = "ANNOUNCEMENT"
	EffectServiceOfDocuments DecisionEffect = "SERVICE_OF_DOCUMENTS"
)

// DecisionEffects are all.
func DecisionEffects() []DecisionEffect {
	return []DecisionEffect{EffectInformation, EffectAnnouncement, EffectServiceOfDocuments}
}
