package paging

import "schalter/internal/market/catalogue"

// The lists of the catalogue.
type (
	OfferingConnection            = Connection[*catalogue.Offering]
	OfferingEdge                  = Edge[*catalogue.Offering]
	OfferingVersionConnection     = Connection[*catalogue.OfferingVersion]
	OfferingVersionEdge           = Edge[*catalogue.OfferingVersion]
	SpecialistProcedureConnection = Connection[*catalogue.SpecialistProcedure]
	SpecialistProcedureEdge       = Edge[*catalogue.SpecialistProcedure]
)
