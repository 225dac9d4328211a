package legal

import (
	_ "embed" // the table
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// About is what a hint is about.
type About string

// What hints are about.
const (
	// Kept is where the arrival of a document keeps a period of the person's.
	Kept About = "KEPT"
	// Receipt is who gives the receipt that the law asks for.
	Receipt About = "RECEIPT"
	// AgainstDecision is the remedy against a decision, AgainstInaction that against an authority that does not decide.
	AgainstDecision About = "DECISION"
	AgainstInaction About = "INACTION"
)

// Abouts are all of them.
var Abouts = []About{Kept, Receipt, AgainstDecision, AgainstInaction}

// Hint is one version of what the law says beside days and periods. Validity is closed-open.
type Hint struct {
	ID      string
	Version int
	About   About
	// Law and Article are where it stands.
	Law, Article string
	Jurisdiction string
	// ProcedureLaw is nil for every procedure that has none of its own.
	ProcedureLaw     *ProcedureLaw
	ValidFrom        Day
	ValidTo          *Day
	CounselConfirmed bool
	// Text is what a reader is told, in the official language.
	Text string
	// Question is what counsel is asked, Source where the text was seen.
	Question, Source string
}

// Name is law and article as a reader looks them up.
func (h Hint) Name() string { return h.Article + " " + h.Law }

// At reports whether the hint is valid on a day.
func (h Hint) At(d Day) bool { return h.ValidFrom <= d && (h.ValidTo == nil || d < *h.ValidTo) }

//go:embed data/hints.tsv
var hintsTable string

var hintColumns = []string{
	"id", "version", "about", "law", "article", "jurisdiction", "procedure_law", "valid_from", "valid_to", "confirmed", "text", "question", "source",
}

func parseHints(text string) ([]Hint, error) {
	rows, err := readTable(text, hintColumns)
	if err != nil {
		return nil, err
	}
	hints := make([]Hint, 0, len(rows))
	for _, f := range rows {
		version, err := strconv.Atoi(f[1])
		if err != nil {
			return nil, fmt.Errorf("legal: %s: %w", f[0], err)
		}
		h := Hint{
			ID: f[0], Version: version, About: About(f[2]), Law: f[3], Article: f[4], Jurisdiction: f[5], ValidFrom: Day(f[7]),
			CounselConfirmed: f[9] == "yes", Text: f[10], Question: f[11], Source: f[12],
		}
		if f[6] != "" {
			law := ProcedureLaw(f[6])
			h.ProcedureLaw = &law
		}
		if f[8] != "" {
			to := Day(f[8])
			h.ValidTo = &to
		}
		if err := h.check(hints); err != nil {
			return nil, err
		}
		hints = append(hints, h)
	}
	return hints, nil
}

// check refuses what no hint can be, and one that answers what another one does on the same day.
func (h Hint) check(others []Hint) error {
	switch {
	case h.ID == "" || h.Law == "" || h.Article == "" || h.Text == "" || h.Source == "" || !slices.Contains(Abouts, h.About):
		return fmt.Errorf("legal: hint %q %d lacks something", h.ID, h.Version)
	case h.ProcedureLaw != nil && !slices.Contains(ProcedureLaws, *h.ProcedureLaw):
		return fmt.Errorf("legal: hint %s %d is of no procedure", h.ID, h.Version)
	case !h.ValidFrom.Valid() || h.ValidTo != nil && (!h.ValidTo.Valid() || *h.ValidTo <= h.ValidFrom):
		return fmt.Errorf("legal: hint %s %d is never valid", h.ID, h.Version)
	}
	for _, other := range others {
		law := h.ProcedureLaw == nil && other.ProcedureLaw == nil || h.ProcedureLaw != nil && other.ProcedureLaw != nil && *h.ProcedureLaw == *other.ProcedureLaw
		meet := (other.ValidTo == nil || h.ValidFrom < *other.ValidTo) && (h.ValidTo == nil || other.ValidFrom < *h.ValidTo)
		if (h.ID == other.ID || h.About == other.About && law) && meet {
			return fmt.Errorf("%w: hints %s %d and %s %d", ErrOverlap, h.ID, h.Version, other.ID, other.Version)
		}
	}
	return nil
}

var shippedHints = func() []Hint {
	hints, err := parseHints(hintsTable)
	if err != nil {
		panic(err)
	}
	return hints
}()

// Hints are all hints that come with the program.
func Hints() []Hint { return slices.Clone(shippedHints) }

// HintOn is the hint about something that holds on a day; of one for the code of procedure and one for all, that for the code.
func HintOn(about About, law ProcedureLaw, on Day) (Hint, bool) {
	var found *Hint
	for i, h := range shippedHints {
		if h.About != about || !h.At(on) || h.ProcedureLaw != nil && *h.ProcedureLaw != law {
			continue
		}
		if found == nil || found.ProcedureLaw == nil {
			found = &shippedHints[i]
		}
	}
	if found == nil {
		return Hint{}, false
	}
	return *found, true
}

// numbersDE are the numbers of units in words; one in both genders.
var numbersDE = []string{"", "", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"}

// LengthInWords is a length in the official language as people say it: drei Monate, eine Woche; from thirteen on in digits.
func LengthInWords(amount int, unit Unit) string {
	digits := length(amount, unit, true)
	number, noun, _ := strings.Cut(digits, " ")
	switch {
	case amount == 1 && unit == Weeks:
		number = "eine"
	case amount == 1:
		number = "ein"
	case amount > 1 && amount < len(numbersDE):
		number = numbersDE[amount]
	}
	return number + " " + noun
}
