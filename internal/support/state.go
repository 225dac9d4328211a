package support

import "slices"

// event is what moves a ticket.
type event string

// The events. A reply is public; what a program wrote, and an internal note, moves nothing.
const (
	// requesterReplies is an entry of a member, of the requester by mail, or of a further address.
	requesterReplies event = "REQUESTER_REPLIES"
	// vendorReplies is a mail of a vendor or of an IT provider.
	vendorReplies event = "VENDOR_REPLIES"
	// operatorReplies is an entry of an operator: whom the ticket then waits for, operators say themselves.
	operatorReplies event = "OPERATOR_REPLIES"
	// platformNotes is an entry of the platform.
	platformNotes event = "PLATFORM_NOTES"
)

// follows says to which state an event leads from each. Every reply but an operator's opens what was resolved.
var follows = map[TicketState]map[event]TicketState{
	Open:                {requesterReplies: Open, vendorReplies: Open, operatorReplies: Open, platformNotes: Open},
	WaitingForRequester: {requesterReplies: Open, vendorReplies: WaitingForRequester, operatorReplies: WaitingForRequester, platformNotes: WaitingForRequester},
	WaitingForVendor:    {requesterReplies: Open, vendorReplies: Open, operatorReplies: WaitingForVendor, platformNotes: WaitingForVendor},
	Resolved:            {requesterReplies: Open, vendorReplies: Open, operatorReplies: Resolved, platformNotes: Resolved},
}

// operatorSets and memberSets are the states that each may give a ticket, from each. What is not here is refused.
var (
	operatorSets = map[TicketState][]TicketState{
		Open:                {WaitingForRequester, WaitingForVendor, Resolved},
		WaitingForRequester: {Open, WaitingForVendor, Resolved},
		WaitingForVendor:    {Open, WaitingForRequester, Resolved},
		Resolved:            {Open},
	}
	memberSets = map[TicketState][]TicketState{
		Open:                {Resolved},
		WaitingForRequester: {Resolved},
		WaitingForVendor:    {Resolved},
		Resolved:            {Open},
	}
)

// maySet reports whether a ticket may be given a state.
func maySet(operator bool, from, to TicketState) bool {
	if operator {
		return slices.Contains(operatorSets[from], to)
	}
	return slices.Contains(memberSets[from], to)
}
