package orders

import "schalter/internal/errs"

// OrderState is how far an order is (enum OrderState of the contract).
type OrderState string

// The states of an order.
const (
	Draft     OrderState = "DRAFT"
	Submitted OrderState = "SUBMITTED"
	Returned  OrderState = "RETURNED"
	Released  OrderState = "RELEASED"
	Cancelled OrderState = "CANCELLED"
)

// act is what is done to an order.
type act string

// The acts.
const (
	saves          act = "SAVE"
	submits        act = "SUBMIT"
	returns        act = "RETURN"
	releases       act = "RELEASE"
	cancels        act = "CANCEL"
	changesContact act = "CHANGE_CONTACTS"
	// declines is the municipality refusing the contract that was offered.
	declines act = "DECLINE"
)

// follows says to which state an act leads from each; what is not here is refused. What was released ends by its contract, and comes
// back where that is declined.
var follows = map[OrderState]map[act]OrderState{
	Draft:     {saves: Draft, submits: Submitted, cancels: Cancelled, changesContact: Draft},
	Submitted: {returns: Returned, releases: Released, cancels: Cancelled, changesContact: Submitted},
	Returned:  {saves: Returned, submits: Submitted, cancels: Cancelled, changesContact: Returned},
	Released:  {changesContact: Released, declines: Returned},
	Cancelled: {},
}

// after is the state that an act leads to; WRONG_STATE where it is not allowed.
func (s OrderState) after(a act) (OrderState, error) {
	next, ok := follows[s][a]
	if !ok {
		text := "order_transition"
		if s == Released && a == cancels {
			text = "order_released_ends_by_contract"
		}
		return "", errs.RefuseText(errs.WrongState, text, nil, "orderId")
	}
	return next, nil
}

// open reports whether an order can still be changed and submitted: its sheet is the current one.
func (s OrderState) open() bool { return s == Draft || s == Returned }
