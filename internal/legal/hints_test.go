package legal

import (
	"errors"
	"strings"
	"testing"
)

func TestHintsSayWhereTheyStand(t *testing.T) {
	t.Parallel()
	for _, h := range Hints() {
		if h.CounselConfirmed {
			t.Errorf("%s %d: no counsel has been asked", h.ID, h.Version)
		}
		if h.Jurisdiction != "DE" && h.Jurisdiction != "DE-BY" || !strings.HasSuffix(h.Text, ".") {
			t.Errorf("%s %d: jurisdiction %q, text %q", h.ID, h.Version, h.Jurisdiction, h.Text)
		}
	}
}

func TestTheHintOfADayAndACode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		about About
		law   ProcedureLaw
		on    Day
		want  string
	}{
		{Kept, BayVwVfG, "2026-03-02", "Art. 71b Abs. 2 BayVwVfG"},
		{Kept, SGBX, "2026-03-02", ""},
		{Receipt, BayVwVfG, "2026-03-02", "Art. 71b Abs. 3 BayVwVfG"},
		{Receipt, AO, "2026-03-02", ""},
		{AgainstDecision, BayVwVfG, "2026-03-02", "§ 58 Abs. 1 VwGO"},
		{AgainstDecision, SGBX, "2026-03-02", "§ 66 Abs. 1 SGG"},
		{AgainstInaction, AO, "2026-03-02", "§ 75 VwGO"},
		{AgainstInaction, SGBX, "2026-03-02", "§ 88 Abs. 1 SGG"},
		{AgainstInaction, BayVwVfG, "2008-12-31", ""},
	} {
		h, ok := HintOn(c.about, c.law, c.on)
		if ok != (c.want != "") || ok && h.Name() != c.want {
			t.Errorf("%s, %s on %s: %q, not %q", c.about, c.law, c.on, h.Name(), c.want)
		}
	}
}

func TestHintsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	head := strings.Join(hintColumns, "\t") + "\n"
	row := func(changes map[string]string) string {
		cells := make([]string, len(hintColumns))
		for i, name := range hintColumns {
			cells[i] = map[string]string{"id": "a", "version": "1", "about": "KEPT", "law": "L", "article": "Art. 1", "jurisdiction": "DE", "valid_from": "2020-01-01", "confirmed": "no", "text": "T.", "source": "S"}[name]
			if to, ok := changes[name]; ok {
				cells[i] = to
			}
		}
		return strings.Join(cells, "\t") + "\n"
	}
	if _, err := parseHints(head + row(nil) + row(map[string]string{"id": "b", "procedure_law": "AO"})); err != nil {
		t.Errorf("one for all and one for a code: %v", err)
	}
	if _, err := parseHints(head + row(map[string]string{"valid_to": "2021-01-01"}) + row(map[string]string{"version": "2", "valid_from": "2021-01-01"})); err != nil {
		t.Errorf("one after the other: %v", err)
	}
	if _, err := parseHints(head + row(nil) + row(map[string]string{"id": "b"})); !errors.Is(err, ErrOverlap) {
		t.Errorf("two for one question: %v", err)
	}
	for name, to := range map[string]string{"version": "x", "about": "NEWS", "law": "", "text": "", "source": "", "procedure_law": "BGB", "valid_from": "2020", "valid_to": "2019-01-01"} {
		if _, err := parseHints(head + row(map[string]string{name: to})); err == nil {
			t.Errorf("%s %q is taken", name, to)
		}
	}
}

func TestLengthsInWords(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]struct {
		amount int
		unit   Unit
	}{
		"drei Monate": {3, Months}, "zwei Wochen": {2, Weeks}, "eine Woche": {1, Weeks}, "ein Monat": {1, Months}, "ein Tag": {1, Days}, "zwölf Tage": {12, Days}, "13 Wochen": {13, Weeks},
	} {
		if got := LengthInWords(c.amount, c.unit); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
