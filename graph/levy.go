package graph

import (
	"context"

	"schalter/graph/paging"
	"schalter/internal/directory"
	"schalter/internal/id"
	"schalter/internal/market/levy"
	"schalter/internal/organisation"
)

// levyDomain is what municipalities, Landkreise and Bezirke pay for services that are financed jointly.
var levyDomain = domain{
	nodes: map[id.Kind]node{
		id.LevyYear: openNode("LevyYear", func(ctx context.Context, r *Resolver, nodeID string) (*levy.LevyYear, error) {
			return r.Levy.YearByID(ctx, nodeID)
		}),
		id.LevyShare: openNode("LevyShare", func(ctx context.Context, r *Resolver, nodeID string) (*levy.LevyShare, error) {
			return r.Levy.Share(ctx, nodeID)
		}),
	},
	texts: []map[string]text{levyTexts},
	sizes: map[string]int{
		"Query.levyYears":                 20,
		"OrganisationInternal.levyShares": levy.MaxOwnShares,
		"LevyYear.positions":              levy.MaxPositions,
		"LevyYear.levels":                 3,
		"LevyYear.revisions":              5,
		"LevySimulation.levels":           3,
		"LevyPosition.levels":             3,
		"LevyLevelAmount.computation":     levy.MaxPositions + 1,
	},
	costs: map[string]int{"Query.levySimulation": levyCost},
}

// levyTexts are what operators are told about the levy, and who simulates one.
var levyTexts = map[string]text{
	"levy_year":         {"Das Jahr liegt zwischen %d und %d.", "The year is between %d and %d."},
	"levy_positions":    {"Höchstens %d Positionen sind möglich.", "At most %d positions are possible."},
	"levy_populations":  {"Höchstens %d Einwohnerzahlen können angenommen werden.", "At most %d populations can be assumed."},
	"levy_officials":    {"Höchstens %d Beträge lassen sich auf einmal speichern.", "At most %d amounts can be saved at once."},
	"levy_negative":     {"Der Betrag darf nicht negativ sein.", "The amount must not be negative."},
	"levy_state_only":   {"Was der Staat allein trägt, kann nicht mehr sein als die Gesamtkosten.", "What the State bears alone cannot be more than the total cost."},
	"levy_level_twice":  {"Jede Ebene kann nur einmal vorkommen.", "Each level can appear only once."},
	"levy_split":        {"Die Anteile der Ebenen müssen zusammen genau 1 ergeben; sie ergeben %s.", "The shares of the levels must sum to exactly 1; they sum to %s."},
	"levy_people":       {"Das kann keine Einwohnerzahl sein.", "This cannot be a number of inhabitants."},
	"levy_place_twice":  {"Dieser Ort ist schon genannt.", "This place is named already."},
	"levy_draft_exists": {"Für dieses Jahr gibt es schon einen Entwurf.", "There is a draft of this year already."},
	"levy_no_draft":     {"Für dieses Jahr gibt es keinen Entwurf mehr. Beginnen Sie bitte einen neuen.", "There is no draft of this year any more. Please begin a new one."},
	"levy_no_position":  {"Der Entwurf hat noch keine Position.", "The draft has no position yet."},
	"levy_no_payer":     {"Auf dieser Ebene zahlt unter diesem Schlüssel niemand.", "Nobody pays on this level under this key."},
	"levy_is_published": {"Dieses Jahr ist veröffentlicht. Eine Berichtigung ist ein neuer Entwurf.", "This year is published. A correction is a new draft."},
	"levy_no_municipality": {"Unter diesem Schlüssel gibt es keine Gemeinde. Angenommen werden kann nur die Einwohnerzahl einer Gemeinde.",
		"There is no municipality under this key. Only the population of a municipality can be assumed."},
	"levy_correction_note": {"Dieses Jahr ist schon veröffentlicht. Sagen Sie bitte, was berichtigt wird.",
		"This year is published already. Please say what is corrected."},
	"levy_nothing_to_correct": {"Dieses Jahr ist noch nicht veröffentlicht: Es gibt nichts zu berichtigen.",
		"This year is not published yet: there is nothing to correct."},
	"levy_population_day": {"Das Verzeichnis hat die Einwohnerzahlen vom %s. Für %d gelten die vom %s. Der Entwurf bleibt erhalten.",
		"The directory has the populations of %s. For %d those of %s count. The draft is kept."},
	"levy_digest": {"Positionen oder Einwohnerzahlen haben sich geändert, seit Sie die Beträge gesehen haben. Sehen Sie sie bitte noch einmal an.",
		"Positions or populations have changed since you saw the amounts. Please look at them again."},
}

// levyShares is a page of the shares of a year or of a simulation.
func levyShares(ctx context.Context, o *levy.Outcome, f levy.ShareFilter, w window) (*paging.Connection[*levy.LevyShare], error) {
	req, err := pageOf("levyShares", w)
	if err != nil {
		return nil, err
	}
	s, total, err := o.Shares(f, req)
	if err != nil {
		return nil, err
	}
	c := connection(ctx, "levyShares", s)
	c.TotalCount = &total
	return c, nil
}

// regionOfShare is the place that pays; one that the directory does not know any more keeps the name under which it paid.
func (r *Resolver) regionOfShare(s *levy.LevyShare) *directory.Region {
	if region := r.region(&s.ARS); region != nil {
		return region
	}
	return &directory.Region{ID: directory.RegionID(s.ARS), ARS: s.ARS, Name: s.Name, Kind: regionKindOf(s), PostalCodes: []string{}}
}

func regionKindOf(s *levy.LevyShare) directory.RegionKind {
	switch len(s.ARS) {
	case 3:
		return directory.RegionRegierungsbezirk
	case 5:
		return directory.RegionKreis
	}
	return directory.RegionGemeinde
}

// levyPayers are the kinds of organisations that pay; others have the region of one that does, as the Regierung has that of the Bezirk.
var levyPayers = map[organisation.OrganisationKind]bool{
	organisation.Gemeinde: true, organisation.KreisfreieStadt: true, organisation.Landkreis: true, organisation.Bezirk: true,
}

// payerOf is the organisation that pays a share, nil where none has its place.
func (r *Resolver) payerOf(s *levy.LevyShare) *organisation.Organisation {
	if o := r.Organisations.OfARS(s.ARS); o != nil && levyPayers[o.Kind] {
		return o
	}
	return nil
}

// levySharesOf are an organisation's own shares.
func (r *Resolver) levySharesOf(ctx context.Context, internal *organisation.OrganisationInternal) ([]*levy.LevyShare, error) {
	o := r.Organisations.Organisation(internal.OrganisationID)
	if o == nil || o.RegionARS == nil || !levyPayers[o.Kind] {
		return []*levy.LevyShare{}, nil
	}
	return r.Levy.SharesOf(ctx, *o.RegionARS)
}
