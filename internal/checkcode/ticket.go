package checkcode

import "io"

// TicketPrefix begins every reference of a ticket, OrderPrefix that of an order.
const (
	TicketPrefix = "TK-"
	OrderPrefix  = "BE-"
)

// NewTicketReference returns a fresh reference of a ticket as it is shown and stored: TK-XXX-XXX-XXX, made as that of a mailbox is. It
// opens nothing. It panics when rand fails.
func NewTicketReference(rand io.Reader) string {
	return TicketPrefix + inGroups(randomCode(rand, referenceSize), groupOfReference)
}

// ParseTicketReference reads a reference of a ticket as ParseReference reads that of a mailbox.
func ParseTicketReference(s string) (string, error) {
	symbols, err := parse(withoutLetters(s, "TK"), referenceSize)
	if err != nil {
		return "", err
	}
	return TicketPrefix + inGroups(symbols, groupOfReference), nil
}

// NewOrderReference returns a fresh reference of an order as it is shown and stored: BE-XXX-XXX-XXX, made as that of a ticket is.
func NewOrderReference(rand io.Reader) string {
	return OrderPrefix + inGroups(randomCode(rand, referenceSize), groupOfReference)
}

// ParseOrderReference reads a reference of an order as ParseReference reads that of a mailbox.
func ParseOrderReference(s string) (string, error) {
	symbols, err := parse(withoutLetters(s, "BE"), referenceSize)
	if err != nil {
		return "", err
	}
	return OrderPrefix + inGroups(symbols, groupOfReference), nil
}

// ContractPrefix begins every reference of a contract.
const ContractPrefix = "VT-"

// NewContractReference returns a fresh reference of a contract, VT-XXX-XXX-XXX, made as that of a ticket is. It opens nothing. It panics when
// rand fails.
func NewContractReference(rand io.Reader) string {
	return ContractPrefix + inGroups(randomCode(rand, referenceSize), groupOfReference)
}
