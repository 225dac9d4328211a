package organisation

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/store"
)

// Territory is an organisation because the directory has its authority: a municipality, an administrative union, a Landkreis, a Bezirk.
// It needs no row until something is given to it, and what the directory knows of it is read there (docs/adr/0019).
type Territory struct {
	// AuthorityID is the authority that acts for it, such as the Landratsamt of a Landkreis.
	AuthorityID string
	Name        string
	Kind        OrganisationKind
	// ARS is the key of its own area: 12 digits of a municipality, 9 of a union, 5 of a Landkreis, 3 of a Bezirk.
	ARS string
	// Dissolved says that it is not there any more: it is found by its id, and in no list.
	Dissolved bool
}

// territoryKinds are the kinds of organisation that the directory has all of.
var territoryKinds = []OrganisationKind{Gemeinde, Verwaltungsgemeinschaft, KreisfreieStadt, Landkreis, Bezirk}

// InDirectory reports whether the directory has all organisations of a kind.
func InDirectory(kind OrganisationKind) bool { return slices.Contains(territoryKinds, kind) }

// IDFor is the id of the organisation of an authority of the directory, where no row was made for it before there were such ids.
func IDFor(authorityID string) string { return id.Derive(id.Organisation, authorityID) }

// territory is one of the directory with what is compared and searched, reckoned once.
type territory struct {
	Territory
	id       string
	copied   copied
	words    []string
	position string
}

// copied is what a row has of an authority that was connected before there were organisations without a row.
type copied struct {
	name string
	kind OrganisationKind
	ars  string
}

// territories are all of the directory, and what a row of each would have copied.
type territories struct {
	revision string
	all      []*territory
	copied   map[copied]bool
}

// knownTerritories are those of the directory as it is now.
func (s *Service) knownTerritories() *territories {
	if s.ports.Directory == nil {
		return &territories{}
	}
	known := s.territories.Load()
	if revision := s.ports.Directory.Revision(); known == nil || known.revision != revision {
		known = readTerritories(s.ports.Directory, revision)
		s.territories.Store(known)
	}
	return known
}

func readTerritories(directory Authorities, revision string) *territories {
	found := &territories{revision: revision, copied: map[copied]bool{}}
	for _, one := range directory.Territories() {
		t := &territory{Territory: one, id: IDFor(one.AuthorityID), words: nameWords(one.Name)}
		t.position = listPosition(one.Name, t.id)
		if facts, ok := directory.Facts(one.AuthorityID); ok {
			t.copied = copied{facts.Name, facts.Kind, valueOrEmpty(facts.RegionARS)}
			found.copied[t.copied] = true
		}
		found.all = append(found.all, t)
	}
	slices.SortFunc(found.all, func(a, b *territory) int { return cmp.Compare(a.id, b.id) })
	return found
}

// addTerritories makes an organisation of each territory: the row that was made for it, or one without a row.
func (n *snapshot) addTerritories(known *territories) {
	earlier := n.earlierRows(known)
	for _, t := range known.all {
		o := n.rowOf(t, earlier)
		if o == nil {
			o = &Organisation{ID: t.id, Version: 1}
		}
		o.Name, o.Kind, o.RegionARS = t.Name, t.Kind, &t.ARS
		o.AuthorityID, o.Dissolved, o.Confirmed, o.words, o.position = &t.AuthorityID, t.Dissolved, true, t.words, t.position
		if o.ID != t.id {
			o.position = listPosition(t.Name, o.ID)
		}
		if !slices.Contains(o.AuthorityIDs, t.AuthorityID) {
			o.AuthorityIDs = append(o.AuthorityIDs, t.AuthorityID)
		}
		n.organisations[o.ID], n.organisations[t.id], n.ofAuthority[t.AuthorityID] = o, o, o
		if !t.Dissolved {
			n.addKeys(o)
		}
	}
	for _, rows := range earlier {
		for _, o := range rows {
			// Its authority is another row's by now.
			o.superseded = o.AuthorityID == nil
		}
	}
}

// addKeys makes an organisation found by its keys: a kreisfreie Stadt is its own Kreis.
func (n *snapshot) addKeys(o *Organisation) {
	ars := *o.RegionARS
	n.byARS[ars] = o
	if o.Kind == KreisfreieStadt {
		n.byARS[ars[:min(len(ars), 5)]] = o
	}
}

// earlierRows are those that were made when the authority of a territory was connected, although their ids do not say so.
func (n *snapshot) earlierRows(known *territories) map[copied][]*Organisation {
	found := map[copied][]*Organisation{}
	for _, o := range n.organisations {
		c := copied{o.Name, o.Kind, valueOrEmpty(o.RegionARS)}
		if known.copied[c] {
			found[c] = append(found[c], o)
		}
	}
	for _, rows := range found {
		slices.SortFunc(rows, func(a, b *Organisation) int { return cmp.Compare(a.ID, b.ID) })
	}
	return found
}

// rowOf is the row of a territory: the keeper of its authority's channel, then that of its id, then one that was made when its authority
// was connected; nil when there is none.
func (n *snapshot) rowOf(t *territory, earlier map[copied][]*Organisation) *Organisation {
	if c := n.channels[t.AuthorityID]; c != nil {
		if o := n.organisations[c.OrganisationID]; o != nil && o.Kind == t.Kind && o.AuthorityID == nil {
			return o
		}
	}
	if o := n.organisations[t.id]; o != nil {
		return o
	}
	for _, o := range earlier[t.copied] {
		if o.AuthorityID == nil {
			return o
		}
	}
	return nil
}

// OfARS is the municipality, union, Landkreis or Bezirk with a key of 12, 9, 5 or 3 digits, nil when there is none. Nine digits that name
// no union mean the single municipality below them, five of a kreisfreie Stadt the city.
func (s *Service) OfARS(ars string) *Organisation {
	n := s.current.Load()
	if o := n.byARS[ars]; o != nil || len(ars) != 9 {
		return o
	}
	return n.single[ars]
}

// Municipalities are those that a Verwaltungsgemeinschaft is made of, by name; none for any other organisation.
func (s *Service) Municipalities(organisationID string) []*Organisation {
	return s.current.Load().municipalities[organisationID]
}

// UnionOf is the Verwaltungsgemeinschaft of a municipality, nil where it has none.
func (s *Service) UnionOf(organisationID string) *Organisation {
	n := s.current.Load()
	o := n.organisations[organisationID]
	if o == nil || o.Kind != Gemeinde || o.Dissolved || len(valueOrEmpty(o.RegionARS)) < 9 {
		return nil
	}
	return n.byARS[(*o.RegionARS)[:9]]
}

// groupMunicipalities finds out which municipalities each union has, and which one is alone below nine digits.
func (n *snapshot) groupMunicipalities() {
	for _, o := range n.sorted {
		ars := valueOrEmpty(o.RegionARS)
		if o.AuthorityID == nil || len(ars) != 12 {
			continue
		}
		if union := n.byARS[ars[:9]]; union != nil {
			n.municipalities[union.ID] = append(n.municipalities[union.ID], o)
		} else {
			n.single[ars[:9]] = o
		}
	}
}

// Ensure makes the row of an organisation that the directory has, because something is to be given to it, and returns the id of the row. A
// row that is there stays as it is. NOT_FOUND for an unknown id, WRONG_STATE for an organisation that is not there any more and never
// had a row. The context must be the platform's own.
func (s *Service) Ensure(ctx context.Context, tx *store.Tx, organisationID string) (_ string, err error) {
	defer errs.Wrap(&err, "organisation.Ensure(%s)", organisationID)
	o := s.Organisation(organisationID)
	if o == nil {
		// Another replica, or this very transaction, may have made it.
		_, err := tx.Organisation.Get(ctx, organisationID)
		if ent.IsNotFound(err) {
			return "", errs.New(errs.NotFound, "no such organisation")
		}
		return organisationID, err
	}
	if _, err := tx.Organisation.Get(ctx, o.ID); !ent.IsNotFound(err) {
		return o.ID, err
	}
	if o.Dissolved {
		return "", errs.RefuseText(errs.WrongState, "organisation_dissolved", nil)
	}
	notifyReplicas(tx, o.ID)
	// Two that give it something at once make one row.
	_, err = tx.Exec(ctx, `INSERT INTO organisation (id, name, kind, region_ars, confirmed, version, created_at) VALUES (?, ?, ?, ?, ?, 1, ?) ON CONFLICT (id) DO NOTHING`,
		o.ID, o.Name, string(o.Kind), o.RegionARS, true, tx.Now)
	return o.ID, err
}

// listPosition is the place of an organisation in lists: its name without marks and case, then its id.
func listPosition(name, organisationID string) string {
	return latin.Search(name) + "|" + organisationID
}

// nameWords are the words by which a name is found: in the search form of DIN 91379 (ü is ue), and with bare letters for those whose
// keyboard has no umlauts (ü is u).
func nameWords(name string) []string {
	words := strings.Fields(latin.Search(name))
	for _, w := range strings.Fields(latin.Search(bare(name))) {
		if !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// bare takes the marks from the letters.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(name))
}
