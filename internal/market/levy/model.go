package levy

import (
	"math/big"
	"sync"
	"time"

	"schalter/internal/money"
	"schalter/internal/publicfile"
)

// LevyLevel is who bears a part of the levy together (enum LevyLevel of the contract).
type LevyLevel string

// The levels. A kreisfreie Stadt pays on Gemeinde and on Landkreis.
const (
	Gemeinde  LevyLevel = "GEMEINDE"
	Landkreis LevyLevel = "LANDKREIS"
	Bezirk    LevyLevel = "BEZIRK"
)

// levels are all, in the order in which they are shown.
var levels = []LevyLevel{Gemeinde, Landkreis, Bezirk}

// LevyState is how far a year is (enum LevyState of the contract).
type LevyState string

// The states. A published year never becomes a draft again: a correction is another revision.
const (
	Draft     LevyState = "DRAFT"
	Published LevyState = "PUBLISHED"
)

// LevyLevelShare is how much of a position one level bears.
type LevyLevelShare struct {
	Level LevyLevel   `json:"level"`
	Share money.Share `json:"share"`
}

// LevyPosition is one service that is financed jointly, with its costs of the year. Stored with the year; the names of its JSON fields stay.
type LevyPosition struct {
	Name string `json:"name"`
	// TotalCost is all of it, StateOnlyCost the part that the State bears alone.
	TotalCost     money.Euro `json:"totalCents"`
	StateOnlyCost money.Euro `json:"stateOnlyCents"`
	// Levels sum to exactly 1.
	Levels []*LevyLevelShare `json:"levels"`
}

// LevyBasisInput is what a year's levy is computed from, beside the inhabitants.
type LevyBasisInput struct {
	Year int
	// StateShare is the State's part of the cost that is not its own alone.
	StateShare money.Share
	Positions  []*LevyPosition
}

// The inputs of positions are positions.
type (
	// LevyPositionInput is the input of a LevyPosition.
	LevyPositionInput = LevyPosition
	// LevyLevelShareInput is the input of a LevyLevelShare.
	LevyLevelShareInput = LevyLevelShare
	// SimulatedShare is a share of a levy that is not stored.
	SimulatedShare = LevyShare
)

// LevyLevelAmount is what one level bears together.
type LevyLevelAmount struct {
	Level LevyLevel
	// Amount is the cent that is nearest to what the level bears.
	Amount money.Euro
	// PopulationBase is by how many inhabitants it is split: those of all of Bavaria, on every level.
	PopulationBase int
	// Payers is how many pay on the level, SharesTotal what their shares come to: not less than Amount, because each is rounded up.
	Payers      int
	SharesTotal money.Euro

	exact *big.Rat
	basis *LevyBasisInput
}

// LevyShare is what one organisation pays on one level.
type LevyShare struct {
	ID   string
	Year int
	// ARS is the key of who pays, Name what it was called when this was computed; of a kreisfreie Stadt the municipality's on both levels.
	ARS, Name  string
	Level      LevyLevel
	Population int
	Amount     money.Euro
	// OfficialAmount is that of the Landesamt für Statistik, nil where it is not entered, and Difference what ours is more.
	OfficialAmount, Difference *money.Euro

	// key orders the list; words are the beginnings that a search compares.
	key          string
	words        []string
	level        *LevyLevelAmount
	populationOn string
	// two says that the place pays on another level, too.
	two bool
}

// Outcome is what a basis comes to.
type Outcome struct {
	TotalCost, StateAmount, MunicipalAmount money.Euro
	Levels                                  []*LevyLevelAmount
	// SharesTotal is what all shares come to.
	SharesTotal money.Euro

	shares []*LevyShare
}

// LevySimulation is what the levy would be; nothing of it is stored.
type LevySimulation struct {
	*Outcome
	PopulationOn string
}

// LevyYear is one revision of a year's levy.
type LevyYear struct {
	*Outcome
	ID         string
	Version    int
	Year       int
	Revision   int
	State      LevyState
	Positions  []*LevyPosition
	StateShare money.Share
	// PopulationOn and TerritoryOn are calendar days (ISO 8601): of the inhabitants, and of the borders within which they were counted.
	PopulationOn, TerritoryOn string
	// DueOn is a calendar day.
	DueOn          *string
	SettlementNote string
	// CorrectionNote says why there is another revision; nil for the first.
	CorrectionNote *string
	// SharesDigest names all that is published with the year: who publishes says it.
	SharesDigest string
	PublishedAt  *time.Time

	// files are those that were asked for; they go with the year when it is read again.
	files fileCache
}

// fileCache makes each file of a year once.
type fileCache struct {
	mu   sync.Mutex
	made map[string]*publicfile.File
}

func (c *fileCache) get(name string, produce func() (*publicfile.File, error)) (*publicfile.File, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f := c.made[name]; f != nil {
		return f, nil
	}
	f, err := produce()
	if err != nil {
		return nil, err
	}
	if c.made == nil {
		c.made = map[string]*publicfile.File{}
	}
	c.made[name] = f
	return f, nil
}

// IsNode marks the interface Node of the contract.
func (*LevyYear) IsNode() {}

// IsNode marks the interface Node of the contract.
func (*LevyShare) IsNode() {}

// LevyRevision says of a revision of a year what it is.
type LevyRevision = LevyYear
