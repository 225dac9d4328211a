package organisation

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"schalter/ent"
	"schalter/ent/unit"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// People tells the names of accounts.
type People interface {
	// Names leaves out whom the context's viewer may not see.
	Names(ctx context.Context, accountIDs []string) (map[string]string, error)
}

// Service answers what the organisations are, who works for them and how they are reached.
type Service struct {
	db     *store.DB
	people People
	log    *slog.Logger
	ports  Ports
	// territories are the organisations that the directory has.
	territories atomic.Pointer[territories]
	// cutOff says that the gateway has no address.
	cutOff  bool
	current atomic.Pointer[snapshot]
	signers atomic.Pointer[signers]
	// lastCheckedID is the last certificate that this replica's sweep asked about; nil starts with the first.
	lastCheckedID atomic.Pointer[string]
}

// New returns the service with what the database says now.
func New(ctx context.Context, db *store.DB, people People, log *slog.Logger) (*Service, error) {
	s := &Service{db: db, people: people, log: log}
	db.OnCommit(func(ctx context.Context, c store.Committed) {
		if slices.Contains(c.Readers, changes) {
			s.reload(ctx)
		}
	})
	return s, s.Reload(ctx)
}

// changes is the stream whose position is the revision of organisations and channels.
const changes = "organisations"

// snapshot is all organisations and channels at one revision; immutable.
type snapshot struct {
	revision      int64
	channels      map[string]*Channel
	organisations map[string]*Organisation
	// sorted is the organisations by name, as lists have them.
	sorted []*Organisation
	// ofAuthority, byARS and single find organisations that the directory has, municipalities those of a union.
	ofAuthority, byARS, single map[string]*Organisation
	municipalities             map[string][]*Organisation
	// unitsOf are an organisation's, units all by their ids.
	unitsOf map[string][]*Unit
	units   map[string]*Unit
	// rows are what it was made of.
	rows rows
}

// rows are what the database has.
type rows struct {
	organisations []*ent.Organisation
	channels      []*ent.Channel
	units         []*ent.Unit
}

// Reload reads all organisations and channels.
func (s *Service) Reload(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "organisation.Reload")
	ctx = viewer.System(ctx, "organisations-load")
	revision, err := s.db.Position(ctx, changes)
	if err != nil {
		return err
	}
	organisations, err := s.db.Client().Organisation.Query().All(ctx)
	if err != nil {
		return err
	}
	channels, err := s.db.Client().Channel.Query().All(ctx)
	if err != nil {
		return err
	}
	units, err := s.db.Client().Unit.Query().Order(ent.Asc(unit.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	s.current.Store(s.newSnapshot(revision, rows{organisations, channels, units}))
	return nil
}

func (s *Service) reload(ctx context.Context) {
	if err := s.Reload(ctx); err != nil {
		s.log.ErrorContext(ctx, "organisations could not be read", "error", err)
	}
}

func (s *Service) newSnapshot(revision int64, from rows) *snapshot {
	n := &snapshot{
		revision: revision, rows: from, channels: map[string]*Channel{}, organisations: map[string]*Organisation{},
		ofAuthority: map[string]*Organisation{}, byARS: map[string]*Organisation{}, single: map[string]*Organisation{},
		municipalities: map[string][]*Organisation{}, unitsOf: map[string][]*Unit{}, units: map[string]*Unit{},
	}
	for _, row := range from.units {
		u := toUnit(row)
		n.units[u.ID], n.unitsOf[u.OrganisationID] = u, append(n.unitsOf[u.OrganisationID], u)
	}
	for _, row := range from.organisations {
		o := &Organisation{ID: row.ID, Version: row.Version, Name: row.Name, Kind: OrganisationKind(row.Kind), RegionARS: row.RegionArs,
			Confirmed: row.Confirmed, Email: row.Email, Address: readAddress(row.Address)}
		o.words, o.position = nameWords(o.Name), listPosition(o.Name, o.ID)
		n.organisations[o.ID] = o
	}
	for _, row := range from.channels {
		n.channels[row.ID] = s.suspendUnusable(toChannel(row))
		if o := n.organisations[row.OrganisationID]; o != nil && row.State != "CLOSED" {
			o.AuthorityIDs = append(o.AuthorityIDs, row.ID)
		}
	}
	n.addTerritories(s.knownTerritories())
	n.sort()
	n.groupMunicipalities()
	return n
}

// sort lists the organisations by name: each once, and none that is not there any more.
func (n *snapshot) sort() {
	for id, o := range n.organisations {
		slices.Sort(o.AuthorityIDs)
		if id == o.ID && o.Confirmed && !o.Dissolved && !o.superseded {
			n.sorted = append(n.sorted, o)
		}
	}
	slices.SortFunc(n.sorted, func(a, b *Organisation) int { return strings.Compare(a.position, b.position) })
}

// suspended are the broken channels, by authority.
func (n *snapshot) suspended() []*Channel {
	var list []*Channel
	for _, c := range n.channels {
		if c.State == ChannelSuspended {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *Channel) int { return strings.Compare(a.AuthorityID, b.AuthorityID) })
	return list
}

func toChannel(row *ent.Channel) *Channel {
	return &Channel{
		AuthorityID: row.ID, OrganisationID: row.OrganisationID, Version: row.Version, Kind: ChannelKind(row.Kind),
		State: ChannelState(row.State), ProblemKey: row.Problem, Email: row.Email, Profile: (*CryptoProfile)(row.Profile),
		LegacyUntil: row.LegacyUntil, MailLimitBytes: row.MailLimitBytes, MaxMessageBytes: row.MaxMessageBytes,
		settings: AuthoritySettings{Version: row.SettingsVersion, ClerkDisplay: ClerkDisplay(row.ClerkDisplay), AutoReply: row.AutoReply, RetentionClasses: shownClasses(row),
			authorityID: row.ID},
	}
}

// watchRate is how soon a replica learns what another one changed.
const watchRate = 3 * time.Second

// Watch reloads when another replica changed something, until ctx ends.
func (s *Service) Watch(ctx context.Context) {
	clock.Every(ctx, watchRate, func() {
		if err := s.ReloadIfStale(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "organisations could not be read", "error", err)
		}
	})
}

// ReloadIfStale reloads if another replica changed something.
func (s *Service) ReloadIfStale(ctx context.Context) error {
	revision, err := s.db.Position(ctx, changes)
	if err != nil || revision == s.current.Load().revision {
		return err
	}
	return s.Reload(ctx)
}

// Organisation returns an organisation, nil for an unknown id; callers must not change it. The id of the directory's organisation finds
// the row that was made for it under another id.
func (s *Service) Organisation(id string) *Organisation { return s.current.Load().organisations[id] }

// OfAuthority returns the organisation of an authority: the one that holds its channel, else that of the directory; nil when there is
// neither.
func (s *Service) OfAuthority(authorityID string) *Organisation {
	n := s.current.Load()
	if o := n.keeper(authorityID); o != nil {
		return o
	}
	return n.ofAuthority[authorityID]
}

// keeper is the organisation that has an authority's channel, nil when the authority is not connected.
func (n *snapshot) keeper(authorityID string) *Organisation {
	if c := n.channels[authorityID]; c != nil {
		return n.organisations[c.OrganisationID]
	}
	return nil
}

// Organisations lists organisations by name, also those that the directory has and nobody works for yet. Each word of a search begins a
// word of the name, or is the beginning of the key (ARS); an empty kind is every kind.
func (s *Service) Organisations(search string, kind OrganisationKind, req pagination.Request) pagination.Slice[*Organisation] {
	wanted := strings.Fields(latin.Search(search))
	var found []pagination.Item[*Organisation]
	for _, o := range s.current.Load().sorted {
		if (kind == "" || o.Kind == kind) && o.fits(wanted) {
			found = append(found, pagination.Item[*Organisation]{Node: o, Position: o.position})
		}
	}
	return cutPage(req, found)
}

func (o *Organisation) fits(wanted []string) bool {
	for _, w := range wanted {
		if !beginsOne(o.words, w) && !strings.HasPrefix(valueOrEmpty(o.RegionARS), w) {
			return false
		}
	}
	return true
}

// matches reports whether every word begins some word of the name.
func matches(name string, wanted []string) bool {
	have := nameWords(name)
	for _, w := range wanted {
		if !beginsOne(have, w) {
			return false
		}
	}
	return true
}

func beginsOne(words []string, beginning string) bool {
	return slices.ContainsFunc(words, func(h string) bool { return strings.HasPrefix(h, beginning) })
}

// cutPage takes one page out of a whole sorted list.
func cutPage[T any](req pagination.Request, all []pagination.Item[T]) pagination.Slice[T] {
	rest := slices.DeleteFunc(all, func(i pagination.Item[T]) bool {
		return req.After != "" && i.Position <= req.After || req.Before != "" && i.Position >= req.Before
	})
	if req.Backward {
		slices.Reverse(rest)
	}
	return pagination.Cut(req, rest[:min(len(rest), req.Limit+1)])
}
