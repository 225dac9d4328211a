//go:build demo

package market_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// read decodes one file of this folder; a field that the test does not know fails it.
func read(t *testing.T, name string, into any) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

type organisation struct {
	Key, Name, Kind, Ars, Email string
	Demo                        bool
}

func organisations(t *testing.T) map[string]organisation {
	t.Helper()
	var list []organisation
	read(t, "organisations.json", &list)
	byKey := map[string]organisation{}
	for _, o := range list {
		if _, twice := byKey[o.Key]; twice || o.Name == "" {
			t.Errorf("organisation %q is there twice or has no name", o.Key)
		}
		byKey[o.Key] = o
	}
	return byKey
}

// sheet is what chains and tickets need to know of an offering; its reader looks at the rest.
type sheet struct{ Kind, Provider, State string }

func sheets(t *testing.T) map[string]sheet {
	t.Helper()
	files, err := filepath.Glob("offerings/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no offerings")
	}
	bySlug := map[string]sheet{}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var s sheet
		if err := json.Unmarshal(b, &s); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		bySlug[strings.TrimSuffix(filepath.Base(name), ".json")] = s
	}
	return bySlug
}

type chain struct {
	Offering string
	Demo     bool
	Links    []struct {
		Level, Grantor, Grantee, EffectiveFrom, EndsOn, State string
		EndsInDays, NoticePeriodMonths                        int
	}
}

func TestEachEfAOfferingHasAChainFromItsProviderToTheIntermediary(t *testing.T) {
	t.Parallel()
	var chains []chain
	read(t, "chains.json", &chains)
	known, offered := organisations(t), sheets(t)
	kinds := map[string][2]string{
		"PROVISION": {"STATE", "FEDERAL_BROKER"}, "REUSE": {"FEDERAL_BROKER", "STATE_MINISTRY"}, "SUB_REUSE": {"STATE_MINISTRY", "INTERMEDIARY"},
	}
	seen := map[string]bool{}
	for _, c := range chains {
		if seen[c.Offering] || offered[c.Offering].Kind != "EFA" || !c.Demo || len(c.Links) != len(kinds) {
			t.Errorf("%s: there twice, no EfA offering, not marked or not of three links", c.Offering)
			continue
		}
		seen[c.Offering] = true
		from, effective := offered[c.Offering].Provider, true
		for i, l := range c.Links {
			if l.Level != []string{"PROVISION", "REUSE", "SUB_REUSE"}[i] || l.Grantor != from ||
				known[l.Grantor].Kind != kinds[l.Level][0] || known[l.Grantee].Kind != kinds[l.Level][1] || l.NoticePeriodMonths < 1 {
				t.Errorf("%s: link %d does not follow from the one above: %+v", c.Offering, i, l)
			}
			if l.State == "EFFECTIVE" && !effective || l.State == "ON_HOLD" && effective {
				t.Errorf("%s: %s is %s under contracts that say otherwise", c.Offering, l.Level, l.State)
			}
			if began := l.State == "EFFECTIVE" || l.State == "ON_HOLD"; began != (l.EffectiveFrom != "") {
				t.Errorf("%s: %s is %s and begins on %q", c.Offering, l.Level, l.State, l.EffectiveFrom)
			}
			from, effective = l.Grantee, effective && l.State == "EFFECTIVE"
		}
		if offered[c.Offering].State == "ORDERABLE" && !effective {
			t.Errorf("%s can be ordered, but nobody could sign", c.Offering)
		}
	}
	for slug, s := range offered {
		if s.Kind == "EFA" && !seen[slug] {
			t.Errorf("%s has no chain", slug)
		}
	}
}

type conversations struct {
	Demo    bool
	Tickets []struct {
		Key, Kind, State, Buyer, Requester, Subject, Offering string
		OpenedMinutesAgo                                      int
		Participants                                          []struct{ Role, Organisation, Name, Email string }
		Entries                                               []struct {
			By, Body         string
			AfterMinutes     int
			ByMail, Internal bool
		}
	}
	CannedAnswers []struct {
		Key   string
		Texts []struct{ Locale, Title, Body string }
	}
}

func TestTicketsAreInOrderAndAnswersAreInBothLanguages(t *testing.T) {
	t.Parallel()
	var all conversations
	read(t, "tickets.json", &all)
	known, offered := organisations(t), sheets(t)
	buyers := []string{"town", "union", "health-office", "it-association"}
	for _, c := range all.Tickets {
		if !slices.Contains(buyers, c.Buyer) || c.Offering != "" && offered[c.Offering].Kind == "" || c.Kind == "ORDER" && offered[c.Offering].State != "ORDERABLE" {
			t.Errorf("%s: buyer %q and offering %q", c.Key, c.Buyer, c.Offering)
		}
		for _, p := range c.Participants {
			if known[p.Organisation].Kind != "VENDOR" {
				t.Errorf("%s: %q takes part", c.Key, p.Organisation)
			}
		}
		last := -1
		for _, e := range c.Entries {
			if e.AfterMinutes <= last || e.AfterMinutes > c.OpenedMinutesAgo || e.Body == "" || e.Internal && e.By != "OPERATOR" {
				t.Errorf("%s: entry after %d minutes", c.Key, e.AfterMinutes)
			}
			last = e.AfterMinutes
		}
	}
	for _, a := range all.CannedAnswers {
		if len(a.Texts) != 2 || a.Texts[0].Locale != "DE" || a.Texts[1].Locale != "EN" || a.Texts[0].Body == "" || a.Texts[1].Body == "" {
			t.Errorf("%s is not in both languages", a.Key)
		}
	}
}

var (
	placeholder = regexp.MustCompile(`\{\{([^}]*)\}\}`)
	listed      = regexp.MustCompile("`([a-zA-Z.]+)`")
)

func TestTemplatesUseExactlyThePlaceholdersThatAreListed(t *testing.T) {
	t.Parallel()
	var used, described []string
	files, err := filepath.Glob("templates/*.de.md")
	if err != nil || len(files) != 4 {
		t.Fatal(err, files)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(b, []byte("Sie ist rechtlich nicht geprüft")) {
			t.Errorf("%s does not say that counsel has to check it", name)
		}
		for _, m := range placeholder.FindAllSubmatch(b, -1) {
			used = append(used, string(m[1]))
		}
	}
	b, err := os.ReadFile("templates/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if cells := strings.SplitN(line, "|", 3); len(cells) == 3 {
			for _, m := range listed.FindAllStringSubmatch(cells[1], -1) {
				described = append(described, m[1])
			}
		}
	}
	slices.Sort(used)
	slices.Sort(described)
	if used = slices.Compact(used); !slices.Equal(used, described) {
		t.Errorf("used:\n%q\nlisted:\n%q", used, described)
	}
}

var hosts = regexp.MustCompile(`(?:https?://|@)([^/\s",]+)`)

// A demonstration must not lead to anybody's real page or mailbox.
func TestEveryHostIsAnExample(t *testing.T) {
	t.Parallel()
	seen := 0
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".json" {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range hosts.FindAllSubmatch(b, -1) {
			seen++
			if !bytes.HasSuffix(m[1], []byte(".example")) {
				t.Errorf("%s: %s", path, m[1])
			}
		}
		return err
	})
	if err != nil || seen == 0 {
		t.Fatal(err, seen)
	}
}
