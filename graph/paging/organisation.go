package paging

import "schalter/internal/organisation"

// The lists of organisations, their members, and what they wait for.
type (
	OrganisationConnection   = Connection[*organisation.Organisation]
	OrganisationEdge         = Edge[*organisation.Organisation]
	MembershipConnection     = Connection[*organisation.Membership]
	MembershipEdge           = Edge[*organisation.Membership]
	ConnectRequestConnection = Connection[*organisation.ConnectRequest]
	ConnectRequestEdge       = Edge[*organisation.ConnectRequest]
	CertificateConnection    = Connection[*organisation.Certificate]
	CertificateEdge          = Edge[*organisation.Certificate]
)
