package levy

import (
	"context"
	"encoding/json"
	"strings"
	"sync"

	"schalter/ent"
	"schalter/ent/levyofficial"
	"schalter/ent/levyshare"
	"schalter/ent/levyyear"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/money"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Audit records what operators do.
type Audit interface {
	Record(ctx context.Context, tx *store.Tx, by *viewer.Viewer, action, subjectID, organisationID, detail string) error
}

// Service keeps the levy of each year.
type Service struct {
	db    *store.DB
	audit Audit
	// register is who pays as of now; what it returned never changes.
	register func() *Register

	mu sync.Mutex
	// known are the years that were read, by id: a published one changes only with its version, a draft also with the register.
	known map[string]known
}

type known struct {
	version  int
	register string
	year     *LevyYear
}

// New returns the service. What register returns must not be changed afterwards.
func New(db *store.DB, audit Audit, register func() *Register) *Service {
	return &Service{db: db, audit: audit, register: register, known: map[string]known{}}
}

// maxRows is how many revisions of years are read at once: more than there will be in 30 years.
const maxRows = 200

// Years are the published years, each in its newest revision, the latest first; for operators the drafts besides.
func (s *Service) Years(ctx context.Context) (_ []*LevyYear, err error) {
	defer errs.Wrap(&err, "levy.Years")
	system := viewer.System(ctx, "levy-read")
	rows, err := s.db.Client().LevyYear.Query().Order(levyyear.ByYear(desc), levyyear.ByRevision(desc)).Limit(maxRows).All(system)
	if err != nil {
		return nil, err
	}
	var list []*LevyYear
	published := map[int]bool{}
	for _, row := range rows {
		if row.State == levyyear.StatePUBLISHED && published[row.Year] || !maySee(ctx, row) {
			continue
		}
		published[row.Year] = published[row.Year] || row.State == levyyear.StatePUBLISHED
		y, err := s.yearOf(system, row)
		if err != nil {
			return nil, err
		}
		list = append(list, y)
	}
	return list, nil
}

// Year is the newest published revision of a year, or the one that is named, a draft for operators alone; nil where there is none for the
// viewer.
func (s *Service) Year(ctx context.Context, year int, revision *int) (_ *LevyYear, err error) {
	defer errs.Wrap(&err, "levy.Year(%d)", year)
	q := s.db.Client().LevyYear.Query().Where(levyyear.Year(year)).Order(levyyear.ByRevision(desc))
	if revision != nil {
		q.Where(levyyear.Revision(*revision))
	} else {
		q.Where(levyyear.StateEQ(levyyear.StatePUBLISHED))
	}
	return s.firstVisible(ctx, q)
}

// YearByID is the revision with this id; nil where there is none for the viewer.
func (s *Service) YearByID(ctx context.Context, yearID string) (_ *LevyYear, err error) {
	defer errs.Wrap(&err, "levy.YearByID(%s)", yearID)
	return s.firstVisible(ctx, s.db.Client().LevyYear.Query().Where(levyyear.ID(yearID)))
}

func (s *Service) firstVisible(ctx context.Context, q *ent.LevyYearQuery) (*LevyYear, error) {
	system := viewer.System(ctx, "levy-read")
	row, err := q.First(system)
	if ent.IsNotFound(err) || err == nil && !maySee(ctx, row) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.yearOf(system, row)
}

// Revisions are the published revisions of a year, the newest first; a draft besides for operators.
func (s *Service) Revisions(ctx context.Context, year int) (_ []*LevyYear, err error) {
	defer errs.Wrap(&err, "levy.Revisions(%d)", year)
	system := viewer.System(ctx, "levy-read")
	rows, err := s.db.Client().LevyYear.Query().Where(levyyear.Year(year)).Order(levyyear.ByRevision(desc)).Limit(maxRevisions).All(system)
	if err != nil {
		return nil, err
	}
	var list []*LevyYear
	for _, row := range rows {
		if !maySee(ctx, row) {
			continue
		}
		y, err := s.yearOf(system, row)
		if err != nil {
			return nil, err
		}
		list = append(list, y)
	}
	return list, nil
}

// maySee reports whether the viewer may see a revision: a draft is the operators'.
func maySee(ctx context.Context, row *ent.LevyYear) bool {
	return row.State == levyyear.StatePUBLISHED || viewer.From(ctx).HasRole(viewer.Operator)
}

// Share is the share with this id, of a draft for operators alone; nil where there is none for the viewer.
func (s *Service) Share(ctx context.Context, shareID string) (_ *LevyShare, err error) {
	defer errs.Wrap(&err, "levy.Share(%s)", shareID)
	row, err := s.db.Client().LevyShare.Get(viewer.System(ctx, "levy-read"), shareID)
	if err != nil && !ent.IsNotFound(err) {
		return nil, err
	}
	if row == nil {
		return s.draftShare(ctx, shareID)
	}
	y, err := s.YearByID(ctx, row.LevyYearID)
	if err != nil || y == nil {
		return nil, err
	}
	return y.share(shareID), nil
}

// draftShare looks for a share that is not published: it has no row.
func (s *Service) draftShare(ctx context.Context, shareID string) (*LevyShare, error) {
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		return nil, nil
	}
	years, err := s.Years(ctx)
	if err != nil {
		return nil, err
	}
	for _, y := range years {
		if found := y.share(shareID); found != nil {
			return found, nil
		}
	}
	return nil, nil
}

func (y *LevyYear) share(shareID string) *LevyShare {
	for _, s := range y.shares {
		if s.ID == shareID {
			return s
		}
	}
	return nil
}

// yearOf is what a row says, with its shares: as they were published, or as a draft comes to with the register of now.
func (s *Service) yearOf(ctx context.Context, row *ent.LevyYear) (*LevyYear, error) {
	register := s.register()
	if found := s.remembered(row, register); found != nil {
		return found, nil
	}
	officials, err := s.db.Client().LevyOfficial.Query().Where(levyofficial.Year(row.Year)).All(ctx)
	if err != nil {
		return nil, err
	}
	var y *LevyYear
	if row.State == levyyear.StatePUBLISHED {
		var rows []*ent.LevyShare
		if rows, err = s.db.Client().LevyShare.Query().Where(levyshare.LevyYearID(row.ID)).All(ctx); err == nil {
			y, err = asPublished(row, rows)
		}
	} else {
		y, err = asDraft(row, register)
	}
	if err != nil {
		return nil, err
	}
	y.compare(officials)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[row.ID] = known{row.Version, register.Revision, y}
	return y, nil
}

func (s *Service) remembered(row *ent.LevyYear, register *Register) *LevyYear {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.known[row.ID]
	if ok && k.version == row.Version && string(k.year.State) == string(row.State) && (k.register == register.Revision || k.year.State == Published) {
		return k.year
	}
	return nil
}

// head is a year without what it comes to.
func head(row *ent.LevyYear) (*LevyYear, *LevyBasisInput, error) {
	y := &LevyYear{
		ID: row.ID, Version: row.Version, Year: row.Year, Revision: row.Revision, State: LevyState(row.State), DueOn: row.DueOn,
		SettlementNote: row.SettlementNote, CorrectionNote: row.CorrectionNote, PublishedAt: row.PublishedAt,
	}
	if err := json.Unmarshal([]byte(row.Positions), &y.Positions); err != nil {
		return nil, nil, err
	}
	share, err := money.ParseShare(row.StateShare)
	if err != nil {
		return nil, nil, err
	}
	y.StateShare = share
	return y, &LevyBasisInput{Year: y.Year, StateShare: share, Positions: y.Positions}, nil
}

func asDraft(row *ent.LevyYear, register *Register) (*LevyYear, error) {
	y, basis, err := head(row)
	if err != nil {
		return nil, err
	}
	y.Outcome, y.PopulationOn, y.TerritoryOn = compute(basis, register, nil), register.PopulationOn, register.TerritoryOn
	y.identify()
	y.SharesDigest = y.digest()
	return y, nil
}

// asPublished takes the shares as they were stored: what the register says today changes none.
func asPublished(row *ent.LevyYear, rows []*ent.LevyShare) (*LevyYear, error) {
	y, basis, err := head(row)
	if err != nil {
		return nil, err
	}
	// Without places the rule says what the levels bear, and of nobody what they pay.
	y.Outcome = compute(basis, &Register{}, nil)
	y.PopulationOn, y.TerritoryOn, y.SharesDigest = orNone(row.PopulationOn), orNone(row.TerritoryOn), orNone(row.SharesDigest)
	of, all := map[LevyLevel]*LevyLevelAmount{}, 0
	for _, r := range rows {
		if r.Level == levyshare.LevelGEMEINDE {
			all += r.Population
		}
	}
	for _, level := range y.Levels {
		of[level.Level], level.PopulationBase = level, all
	}
	for _, r := range rows {
		words := strings.Fields(latin.Search(r.Name))
		y.add(&LevyShare{
			ID: r.ID, Year: y.Year, ARS: r.RegionArs, Name: r.Name, Level: LevyLevel(r.Level), Population: r.Population,
			Amount: money.Euro(r.AmountCents), populationOn: y.PopulationOn,
			words: words, key: strings.Join(words, " ") + "|" + r.RegionArs + "|" + string(r.Level),
		}, of[LevyLevel(r.Level)])
	}
	y.arrange()
	return y, nil
}

// compare puts the official amounts beside ours.
func (y *LevyYear) compare(officials []*ent.LevyOfficial) {
	of := make(map[string]money.Euro, len(officials))
	for _, o := range officials {
		of[o.RegionArs+string(o.Level)] = money.Euro(o.AmountCents)
	}
	for _, s := range y.shares {
		if official, ok := of[s.ARS+string(s.Level)]; ok {
			difference := s.Amount - official
			s.OfficialAmount, s.Difference = &official, &difference
		}
	}
}

var errNoYear = errs.New(errs.NotFound, "no such year")

// officialID is the id of the official amount of one place on one level of a year.
func officialID(year int, ars string, level LevyLevel) string {
	return id.Derive(id.LevyOfficial, levelKey(year, ars, level))
}
