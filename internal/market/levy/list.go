package levy

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"entgo.io/ent/dialect/sql"

	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/pagination"
)

const maxRevisions = 50

func desc(o *sql.OrderTermOptions) { o.Desc = true }

func levelKey(year int, ars string, level LevyLevel) string {
	return strconv.Itoa(year) + "|" + ars + "|" + string(level)
}

// ShareFilter narrows a list of shares; empty fields do not.
type ShareFilter struct {
	// Search has the beginnings of words of a name, or of a key.
	Search string
	Level  LevyLevel
	// Of keeps the shares of the place with this ARS; a kreisfreie Stadt is found by its key as a Kreis, too.
	Of string
	// Differing keeps those whose official amount is another one.
	Differing bool
}

// Shares lists the shares of an outcome by name, and says how many fit in all.
func (o *Outcome) Shares(f ShareFilter, req pagination.Request) (pagination.Slice[*LevyShare], int, error) {
	if req.After != "" && !isKey(req.After) {
		return pagination.Slice[*LevyShare]{}, 0, errs.New(errs.Invalid, "this is not a cursor of this list")
	}
	wanted, of := strings.Fields(latin.Search(f.Search)), o.payer(f.Of)
	total, found := 0, make([]pagination.Item[*LevyShare], 0, req.Limit+1)
	for _, s := range o.shares {
		if !f.fits(s, of) || !s.matches(wanted) {
			continue
		}
		if total++; s.key > req.After && len(found) <= req.Limit {
			found = append(found, pagination.Item[*LevyShare]{Node: s, Position: s.key})
		}
	}
	return pagination.Cut(req, found), total, nil
}

// isKey reports whether a position is one of the list: name, key, level.
func isKey(position string) bool { return strings.Count(position, "|") == 2 }

func (f ShareFilter) fits(s *LevyShare, of string) bool {
	return (f.Level == "" || s.Level == f.Level) && (f.Of == "" || s.ARS == of) && (!f.Differing || s.Difference != nil && *s.Difference != 0)
}

// matches reports whether every word begins some word of the name, or the key.
func (s *LevyShare) matches(wanted []string) bool {
	for _, w := range wanted {
		begins := func(word string) bool { return strings.HasPrefix(word, w) }
		if !slices.ContainsFunc(s.words, begins) && !begins(s.ARS) {
			return false
		}
	}
	return true
}

// payer is the key under which a place is listed; empty for one that does not pay.
func (o *Outcome) payer(ars string) string {
	return payerOf(ars, func(yield func(string) bool) {
		for _, s := range o.shares {
			if !yield(s.ARS) {
				return
			}
		}
	})
}

// Payer is the key under which a place pays: its own, or that of the one municipality that its area is, for a kreisfreie Stadt asked for as
// a Kreis. Empty for one that does not pay.
func (r *Register) Payer(ars string) string {
	return payerOf(ars, func(yield func(string) bool) {
		for _, p := range r.Places {
			if !yield(p.ARS) {
				return
			}
		}
	})
}

func payerOf(ars string, each func(func(string) bool)) string {
	exact, within, several := false, "", false
	each(func(key string) bool {
		exact = key == ars
		if len(ars) >= 5 && strings.HasPrefix(key, ars) && key != within {
			several, within = within != "", key
		}
		return !exact
	})
	switch {
	case exact:
		return ars
	case several:
		return ""
	}
	return within
}

// SharesOf are the shares of a place in the newest revision of each published year, the latest year first.
func (s *Service) SharesOf(ctx context.Context, ars string) (_ []*LevyShare, err error) {
	defer errs.Wrap(&err, "levy.SharesOf(%s)", ars)
	years, err := s.Years(ctx)
	if err != nil {
		return nil, err
	}
	var list []*LevyShare
	for _, y := range years {
		if y.State != Published {
			continue
		}
		of := y.payer(ars)
		for _, share := range y.shares {
			if of != "" && share.ARS == of {
				list = append(list, share)
			}
		}
	}
	return list[:min(len(list), MaxOwnShares)], nil
}

// MaxOwnShares is how many shares of its own an organisation is shown: two of each of ten years.
const MaxOwnShares = 20
