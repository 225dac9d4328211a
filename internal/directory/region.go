package directory

import "schalter/internal/id"

// RegionKind is the level of a region (enum RegionKind of the contract).
type RegionKind string

// The levels, from the state down; a Gemeindeverband here is a Verwaltungsgemeinschaft.
const (
	RegionLand             RegionKind = "LAND"
	RegionRegierungsbezirk RegionKind = "REGIERUNGSBEZIRK"
	RegionKreis            RegionKind = "KREIS"
	RegionGemeindeverband  RegionKind = "GEMEINDEVERBAND"
	RegionGemeinde         RegionKind = "GEMEINDE"
	RegionGemeindefrei     RegionKind = "GEMEINDEFREI"
)

// Region is one area of the official register; read-only.
type Region struct {
	ID string
	// ARS is the Amtlicher Regionalschlüssel: 2, 3, 5, 9 or 12 digits.
	ARS string
	// AGS is the Amtlicher Gemeindeschlüssel, 8 digits; nil above the municipality.
	AGS *string
	// Name comes without suffixes and is not unique: show the Kreis beside it.
	Name string
	// Designation is the official kind in words, such as Stadt, Markt, Große Kreisstadt, Landkreis.
	Designation *string
	Kind        RegionKind
	// Population counts inhabitants on PopulationOn; above the municipality it is the sum of the municipalities.
	Population *int
	// PopulationOn is an ISO 8601 calendar day.
	PopulationOn *string
	// PostalCodes propose this place and never exclude it; sorted, never nil.
	PostalCodes []string
	// Latitude and Longitude are WGS 84 degrees, for municipalities only.
	Latitude, Longitude *float64
	// ValidTo is the first day (ISO 8601) on which the region was not there any more; nil while it is.
	ValidTo *string

	parent   *Region
	kreis    *Region
	children []*Region
}

// RegionID returns the id of the region with this key.
func RegionID(ars string) string { return id.Derive(id.Region, "ARS:"+ars) }

// Parent returns the next larger region that exists, nil for the Land.
func (r *Region) Parent() *Region { return r.parent }

// Kreis returns the district that the region lies in, nil for a district and above.
func (r *Region) Kreis() *Region { return r.kreis }

// Children returns the regions directly below, by ARS; callers must not change the slice.
func (r *Region) Children() []*Region { return r.children }

// Covers reports whether other is r or lies in it.
func (r *Region) Covers(other *Region) bool { return covers(r.ARS, other.ARS) }

// covers reports whether the area with key outer contains the area with key inner.
func covers(outer, inner string) bool {
	return len(outer) <= len(inner) && inner[:len(outer)] == outer
}
