package catalogue

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"schalter/ent"
	"schalter/ent/offeringversion"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// OfferingFilter narrows a list of offerings (input OfferingFilter of the contract); what is nil does not.
type OfferingFilter struct {
	Search *string
	Kind   *OfferingKind
	// State keeps those in a state; without it those that were withdrawn are left out.
	State       *OfferingState
	EligibleFor *OrganisationKind
	ServiceID   *string
	LeikaKey    *string
	ProcedureID *string
	// ProcedureVersion is one of the procedure's; it asks for nothing without that.
	ProcedureVersion *string
	CostClass        *CostClass
	FinancedByLevy   *bool
	HasTestLink      *bool
	// NotOrderedBy leaves out what an organisation of the viewer's ordered, or what was ordered for it.
	NotOrderedBy *string
}

// List is offerings as they are at one revision.
type List struct {
	Offerings []*Offering
	// Revision names catalogue, language, order and what was left out as ordered: positions in the list are good for it alone.
	Revision string
}

// Offerings lists what fits, by name in the language unless another order is asked for; by name, those of a search come first that have the
// words in their name. INVALID for a search that is too long, NOT_FOUND for an organisation that is none of the viewer's.
func (s *Service) Offerings(ctx context.Context, filter *OfferingFilter, sort OfferingSort, l Locale) (_ List, err error) {
	defer errs.Wrap(&err, "catalogue.Offerings")
	n := s.current.Load()
	if filter == nil {
		filter = &OfferingFilter{}
	}
	words, err := searched(filter.Search)
	if err != nil {
		return List{}, err
	}
	revision := strconv.FormatInt(n.revision, 10) + string(l) + string(sort)
	var ordered []string
	if filter.NotOrderedBy != nil {
		if ordered, err = s.ports.Orders.OrderedBy(ctx, *filter.NotOrderedBy); err != nil {
			return List{}, err
		}
		slices.Sort(ordered)
		sum := sha256.Sum256([]byte(strings.Join(ordered, " ")))
		revision += hex.EncodeToString(sum[:8])
	}
	byRank := [len(searchWords{})][]*Offering{}
	for _, o := range n.sorted[l] {
		if rank, found := o.words.rank(words); found && filter.fits(o) && !slices.Contains(ordered, o.ID) {
			byRank[rank] = append(byRank[rank], o.Offering)
		}
	}
	list := slices.Concat(byRank[:]...)
	if compare := orders[sort]; compare != nil {
		slices.SortStableFunc(list, compare)
	}
	return List{Offerings: list, Revision: revision}, nil
}

// orders compare two offerings in each order but the one by name, in which they come.
var orders = map[OfferingSort]func(a, b *Offering) int{
	// Ids are in the order of time.
	ByNewest: func(a, b *Offering) int { return strings.Compare(b.ID, a.ID) },
	ByChange: func(a, b *Offering) int { return cmp.Or(b.ChangedAt.Compare(a.ChangedAt), strings.Compare(b.ID, a.ID)) },
	ByOrderableFrom: func(a, b *Offering) int {
		if a.OrderableFrom == nil || b.OrderableFrom == nil {
			return cmp.Compare(unknown(a), unknown(b))
		}
		return strings.Compare(*a.OrderableFrom, *b.OrderableFrom)
	},
}

// unknown is 1 where no day is known.
func unknown(o *Offering) int {
	if o.OrderableFrom == nil {
		return 1
	}
	return 0
}

func (f *OfferingFilter) fits(o *listed) bool {
	v := o.Current
	return f.fitsState(o.State) && same(f.Kind, v.Kind) && same(f.CostClass, v.CostClass) && same(f.FinancedByLevy, v.FinancedByLevy) &&
		same(f.HasTestLink, v.TestURL != nil) && among(f.ServiceID, v.ServiceIDs) && among(f.LeikaKey, o.leikas) &&
		(f.EligibleFor == nil || v.MayOrder(*f.EligibleFor)) && f.fitsProcedure(v)
}

func (f *OfferingFilter) fitsState(state OfferingState) bool {
	if f.State == nil {
		return state != Withdrawn
	}
	return *f.State == state
}

func (f *OfferingFilter) fitsProcedure(v *OfferingVersion) bool {
	if f.ProcedureID == nil {
		return true
	}
	version := ""
	if f.ProcedureVersion != nil {
		version = *f.ProcedureVersion
	}
	i := v.Interface(*f.ProcedureID)
	return i != nil && i.WorksWith(version)
}

func same[T comparable](want *T, have T) bool { return want == nil || *want == have }

func among[T comparable](want *T, have []T) bool { return want == nil || slices.Contains(have, *want) }

// Offering finds an offering by its id, withdrawn ones too; nil for an unknown one.
func (s *Service) Offering(id string) *Offering { return s.current.Load().offerings[id] }

// OfferingBySlug finds an offering by its slug, withdrawn ones too; nil for an unknown one.
func (s *Service) OfferingBySlug(slug string) *Offering { return s.current.Load().bySlug[slug] }

// Empty reports whether there is no offering yet, not even a withdrawn one.
func (s *Service) Empty() bool { return len(s.current.Load().offerings) == 0 }

// Procedure finds a specialist procedure; nil for an unknown one.
func (s *Service) Procedure(id string) *SpecialistProcedure { return s.current.Load().procedures[id] }

// ProcedureList is procedures as they are at one revision.
type ProcedureList struct {
	Procedures []*SpecialistProcedure
	Revision   string
}

// Procedures lists specialist procedures by name, those of one vendor where it is not empty. INVALID for a search that is too long.
func (s *Service) Procedures(search *string, vendorID string) (list ProcedureList, err error) {
	n := s.current.Load()
	words, err := searched(search)
	if err != nil {
		return list, err
	}
	for _, p := range n.sortedProcedures {
		fits := vendorID == "" || p.VendorID == vendorID
		if fits && !slices.ContainsFunc(words, func(w string) bool { return !has(p.words, w) }) {
			list.Procedures = append(list.Procedures, p.SpecialistProcedure)
		}
	}
	list.Revision = strconv.FormatInt(n.revision, 10)
	return list, nil
}

// Version finds a version of a sheet, former ones too; NOT_FOUND for an unknown one.
func (s *Service) Version(ctx context.Context, versionID string) (_ *OfferingVersion, err error) {
	defer errs.Wrap(&err, "catalogue.Version(%s)", versionID)
	found, err := s.VersionsByID(ctx, []string{versionID})
	if err == nil && found[versionID] == nil {
		err = errs.New(errs.NotFound, "no such version")
	}
	return found[versionID], err
}

// Versions lists the versions of an offering's sheet, the newest first.
func (s *Service) Versions(ctx context.Context, offeringID string, req pagination.Request) (_ pagination.Slice[*OfferingVersion], err error) {
	defer errs.Wrap(&err, "catalogue.Versions(%s)", offeringID)
	q := s.db.Client().OfferingVersion.Query().Where(offeringversion.OfferingID(offeringID))
	order := store.Order[*ent.OfferingVersion]{Descending: true, ID: func(row *ent.OfferingVersion) string { return row.ID }}
	return store.ReadPage(viewer.System(ctx, "offering-versions"), q, order, req, store.Each(toVersion))
}
