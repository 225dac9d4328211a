package directory

// SearchHit is a region, an authority, a service or an undertaking (union SearchHit of the contract).
type SearchHit interface{ IsSearchHit() }

// IsSearchHit marks the union SearchHit.
func (*Region) IsSearchHit() {}

// IsSearchHit marks the union SearchHit.
func (*Authority) IsSearchHit() {}

// IsSearchHit marks the union SearchHit.
func (*Service) IsSearchHit() {}

// IsSearchHit marks the union SearchHit.
func (*Undertaking) IsSearchHit() {}

// IsNode marks the interface Node of the contract.
func (*Region) IsNode() {}

// IsNode marks the interface Node of the contract.
func (*Authority) IsNode() {}

// IsNode marks the interface Node of the contract.
func (*Service) IsNode() {}

// IsNode marks the interface Node of the contract.
func (*Undertaking) IsNode() {}

// IsNode marks the interface Node of the contract.
func (*CompetenceRule) IsNode() {}
