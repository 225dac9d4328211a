package catalogue

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/offeringversion"
)

// snapshot is the current catalogue at one revision; immutable.
type snapshot struct {
	revision int64
	// changedAt is when an offering changed last; zero for an empty catalogue.
	changedAt time.Time
	offerings map[string]*Offering
	bySlug    map[string]*Offering
	// sheets are the current versions: versions never change.
	sheets     map[string]*OfferingVersion
	sorted     map[Locale][]*listed
	procedures map[string]*SpecialistProcedure
	// sortedProcedures are by name.
	sortedProcedures []*listedProcedure
	files            fileCache
}

// listed is an offering in the order of a language, with what a search finds it by.
type listed struct {
	*Offering
	order  string
	words  searchWords
	leikas []string
}

type listedProcedure struct {
	*SpecialistProcedure
	order string
	words string
}

// readSnapshot reads the revision first: what is committed meanwhile is read again with the next one.
func (s *Service) readSnapshot(ctx context.Context) (*snapshot, error) {
	revision, err := s.db.Position(ctx, changes)
	if err != nil {
		return nil, err
	}
	client := s.db.Client()
	offerings, err := client.Offering.Query().All(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(offerings))
	for i, o := range offerings {
		ids[i] = o.CurrentID
	}
	versions, err := client.OfferingVersion.Query().Where(offeringversion.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, err
	}
	procedures, err := client.SpecialistProcedure.Query().All(ctx)
	if err != nil {
		return nil, err
	}
	n := &snapshot{
		revision: revision, offerings: map[string]*Offering{}, bySlug: map[string]*Offering{}, sheets: map[string]*OfferingVersion{},
		sorted: map[Locale][]*listed{}, procedures: map[string]*SpecialistProcedure{},
	}
	n.addProcedures(procedures)
	if err := n.addOfferings(offerings, versions); err != nil {
		return nil, err
	}
	s.sort(n)
	return n, nil
}

func (n *snapshot) addProcedures(rows []*ent.SpecialistProcedure) {
	for _, row := range rows {
		p := toProcedure(row)
		n.procedures[p.ID] = p
		n.sortedProcedures = append(n.sortedProcedures, &listedProcedure{SpecialistProcedure: p, order: orderKey(p.Name, p.ID), words: fold(p.Name)})
	}
	slices.SortFunc(n.sortedProcedures, func(a, b *listedProcedure) int { return strings.Compare(a.order, b.order) })
}

func toProcedure(row *ent.SpecialistProcedure) *SpecialistProcedure {
	return &SpecialistProcedure{ID: row.ID, Version: row.Version, Name: row.Name, VendorID: row.VendorID, Versions: row.Versions}
}

func (n *snapshot) addOfferings(rows []*ent.Offering, versions []*ent.OfferingVersion) error {
	current := map[string]*OfferingVersion{}
	for _, row := range versions {
		v, err := toVersion(row)
		if err != nil {
			return err
		}
		current[v.ID] = v
	}
	for _, row := range rows {
		o := toOffering(row)
		if o.Current = current[row.CurrentID]; o.Current == nil {
			return fmt.Errorf("%s has no version %s", row.ID, row.CurrentID)
		}
		n.offerings[o.ID], n.bySlug[o.Slug], n.sheets[o.Current.ID] = o, o, o.Current
		if o.ChangedAt.After(n.changedAt) {
			n.changedAt = o.ChangedAt
		}
	}
	return nil
}

func toOffering(row *ent.Offering) *Offering {
	return &Offering{
		ID: row.ID, Version: row.Version, Slug: row.Slug, State: OfferingState(row.State), OrderableFrom: row.OrderableFrom, ChangedAt: row.ChangedAt,
	}
}

// sort puts the offerings into the order of each language: by name, as letters are sorted without their marks, and by slug where names
// are the same.
func (s *Service) sort(n *snapshot) {
	for _, l := range []Locale{German, English} {
		list := make([]*listed, 0, len(n.offerings))
		for _, o := range n.offerings {
			list = append(list, &listed{
				Offering: o, order: orderKey(o.Current.TextIn(l).Name, o.Slug), words: s.wordsOf(n, o, l), leikas: s.leikasOf(o.Current),
			})
		}
		slices.SortFunc(list, func(a, b *listed) int { return cmp.Compare(a.order, b.order) })
		n.sorted[l] = list
	}
}

func (s *Service) leikasOf(v *OfferingVersion) (keys []string) {
	for _, serviceID := range v.ServiceIDs {
		if facts, ok := s.ports.Directory.ServiceFacts(serviceID); ok && facts.LeikaKey != nil {
			keys = append(keys, *facts.LeikaKey)
		}
	}
	return keys
}
