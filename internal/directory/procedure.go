package directory

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"

	"schalter/internal/legal"
)

// DeemedApproval is how long an authority may stay silent after complete documents before its approval counts as granted.
type DeemedApproval struct {
	Amount int
	Unit   legal.Unit
	// Basis is law and article.
	Basis string
	// Extendable says that the authority may extend it once, by telling so in time.
	Extendable bool
}

// loadProcedures reads which law governs services and whose silence is an approval; all others are of the general Bavarian procedure, in which
// silence grants nothing.
func (s *Snapshot) loadProcedures(data fs.FS) error {
	t, err := readTable(data, "procedures.tsv")
	if err != nil {
		return err
	}
	for _, row := range t.rows {
		r := &reader{table: t, row: row}
		service, law := s.serviceBySlug[r.text("slug")], legal.ProcedureLaw(r.text("law"))
		if service == nil || service.ProcedureLaw != legal.BayVwVfG || service.DeemedApproval != nil || !slices.Contains(legal.ProcedureLaws, law) || r.text("source") == "" {
			return fmt.Errorf("%s: %q is no service, is there twice, or has no law or source", t.name, r.text("slug"))
		}
		service.ProcedureLaw = law
		if r.text("basis") == "" {
			if r.err != nil {
				return r.err
			}
			continue
		}
		amount, err := strconv.Atoi(r.text("amount"))
		unit := legal.Unit(r.text("unit"))
		if err != nil || amount < 1 || !slices.Contains([]legal.Unit{legal.Days, legal.Weeks, legal.Months}, unit) || r.err != nil {
			return fmt.Errorf("%s: period of %q", t.name, service.Slug)
		}
		service.DeemedApproval = &DeemedApproval{Amount: amount, Unit: unit, Basis: r.text("basis"), Extendable: r.text("extendable") == "yes"}
		if unit == legal.Months {
			service.DeemedApprovalMonths = &service.DeemedApproval.Amount
		}
	}
	return nil
}
