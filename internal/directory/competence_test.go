package directory_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"schalter/internal/clock"
	"schalter/internal/directory"
	"schalter/internal/errs"
)

var today = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func embedded(t testing.TB) *directory.Snapshot {
	t.Helper()
	s, err := directory.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// candidates returns "ROLE name" for each candidate of the one service.
func candidates(t *testing.T, s *directory.Snapshot, ars, slug string, at time.Time) []string {
	t.Helper()
	competences, err := s.Competences(ars, []string{directory.ServiceID(slug)}, at)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range competences[0].Candidates {
		got = append(got, string(c.Role)+" "+c.Authority.Name)
	}
	return got
}

func TestCandidatesAtPlaces(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	for _, tt := range []struct {
		name, ars, slug string
		want            []string
	}{
		{"Bamberg has exactly four for a business registration", "094610000000", "gewerbe-anmelden", []string{
			"PRIMARY Stadt Bamberg",
			"ALTERNATIVE Industrie- und Handelskammer für Oberfranken Bayreuth",
			"ALTERNATIVE Handwerkskammer für Oberfranken",
			"POINT_OF_SINGLE_CONTACT Einheitlicher Ansprechpartner Oberfranken",
		}},
		{"the district key of the city means the same", "09461", "gewerbe-anmelden", []string{
			"PRIMARY Stadt Bamberg",
			"ALTERNATIVE Industrie- und Handelskammer für Oberfranken Bayreuth",
			"ALTERNATIVE Handwerkskammer für Oberfranken",
			"POINT_OF_SINGLE_CONTACT Einheitlicher Ansprechpartner Oberfranken",
		}},
		{"Munich", "091620000000", "gewerbe-anmelden", []string{
			"PRIMARY Landeshauptstadt München",
			"ALTERNATIVE Industrie- und Handelskammer für München und Oberbayern",
			"ALTERNATIVE Handwerkskammer für München und Oberbayern",
			"POINT_OF_SINGLE_CONTACT Einheitlicher Ansprechpartner Oberbayern",
		}},
		{"Coburg has a chamber of its own", "094630000000", "gewerbe-ummelden", []string{
			"PRIMARY Stadt Coburg",
			"ALTERNATIVE Industrie- und Handelskammer zu Coburg",
			"ALTERNATIVE Handwerkskammer für Oberfranken",
			"POINT_OF_SINGLE_CONTACT Einheitlicher Ansprechpartner Oberfranken",
		}},
		{"the union acts for its member in transferred tasks", "091755114121", "gestattung-ausschank", []string{"PRIMARY Verwaltungsgemeinschaft Glonn", "POINT_OF_SINGLE_CONTACT Einheitlicher Ansprechpartner Oberbayern"}},
		{"the member keeps its own tasks", "091755114121", "gewerbesteuer", []string{"PRIMARY Markt Glonn"}},
		{"a union as the place", "091755114", "sperrzeit-verkuerzen", []string{"PRIMARY Verwaltungsgemeinschaft Glonn"}},
		{"the district office outside the cities", "091755114121", "spielhallenerlaubnis", []string{"PRIMARY Landratsamt Ebersberg"}},
		{"the city instead of a district office", "095640000000", "spielhallenerlaubnis", []string{"PRIMARY Stadt Nürnberg"}},
		{"a Große Kreisstadt instead of the district office", "091740115115", "spielhallenerlaubnis", []string{"PRIMARY Stadt Dachau"}},
		{"one chamber for two Regierungsbezirke", "093620000000", "handwerksrolle-eintragen", []string{"PRIMARY Handwerkskammer Niederbayern-Oberpfalz", "POINT_OF_SINGLE_CONTACT Einheitlicher Ansprechpartner Oberpfalz"}},
		{"nobody is an answer: no municipality in a forest", "091759451451", "gewerbesteuer", nil},
		{"nobody is an answer: a municipal task for all of Bavaria", "09", "gewerbesteuer", nil},
		{"nine digits of a municipality without a union mean it", "091740115", "gewerbesteuer", []string{"PRIMARY Stadt Dachau"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := candidates(t, s, tt.ars, tt.slug, today); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestCompetencesRefusesWhatItCannotAnswer(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	known := directory.ServiceID("gewerbe-anmelden")
	for _, tt := range []struct {
		name, ars string
		services  []string
		want      errs.Code
	}{
		{"letters", "0946x", nil, errs.Invalid},
		{"eight digits", "09461000", nil, errs.Invalid},
		{"empty", "", nil, errs.Invalid},
		{"digits of another script", "٠٩٤٦", nil, errs.Invalid},
		{"unknown district", "09999", nil, errs.NotFound},
		{"another Land", "05", nil, errs.NotFound},
		{"unknown service", "09461", []string{"srv_none"}, errs.NotFound},
		{"too many services", "09461", slices.Repeat([]string{known}, 101), errs.Invalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := s.Competences(tt.ars, tt.services, today)
			if got := errs.CodeOf(err); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if _, err := s.Competences("09461", slices.Repeat([]string{known}, 100), today); err != nil {
		t.Errorf("a hundred services: %v", err)
	}
}

// withRules loads the embedded data with other rules.
func withRules(t *testing.T, rules string) (*directory.Snapshot, error) {
	t.Helper()
	files := dataFiles(t)
	files["rules.json"] = &fstest.MapFile{Data: []byte(rules)}
	return directory.Load(files)
}

// dataFiles returns the embedded data as files that a test may change.
func dataFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS("data"), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile("data/" + path)
		files[path] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// ruleLine is one rule for business registration; extra are further JSON fields.
func ruleLine(role, area, who, extra string) string {
	return `{"services":["gewerbe-anmelden"],"role":"` + role + `","areas":["` + area + `"],` + who + extra +
		`,"source":"test","sourceOn":"2026-11-22","de":"Satz.","en":"Sentence."}`
}

func TestMostSpecificAreaCountsWithinEachRole(t *testing.T) {
	t.Parallel()
	s, err := withRules(t, "["+strings.Join([]string{
		ruleLine("PRIMARY", "09", `"kinds":["KREISFREIE_STADT","LANDRATSAMT"]`, ""),
		ruleLine("PRIMARY", "094", `"kinds":["REGIERUNG"]`, ""),
		ruleLine("PRIMARY", "094710111111", `"authority":"GEMEINDE:094710111111"`, ""),
		ruleLine("ALTERNATIVE", "09", `"kinds":["IHK"]`, ""),
		ruleLine("ALTERNATIVE", "09", `"kinds":["HWK"]`, ""),
		ruleLine("ALTERNATIVE", "09461", `"authority":"IHK:Industrie- und Handelskammer zu Coburg"`, ""),
		ruleLine("POINT_OF_SINGLE_CONTACT", "094", `"kinds":["REGIERUNG"]`, ""),
	}, ",")+"]")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, ars string
		want      []string
	}{
		{"land", "095640000000", []string{"PRIMARY Stadt Nürnberg", "ALTERNATIVE Industrie- und Handelskammer Nürnberg", "ALTERNATIVE Handwerkskammer für Mittelfranken"}},
		{"the narrower rule hides the wider ones of its role only; an authority is listed once", "09461", []string{"PRIMARY Regierung von Oberfranken", "ALTERNATIVE Industrie- und Handelskammer zu Coburg"}},
		{"municipality", "094710111111", []string{"PRIMARY Gemeinde Altendorf", "ALTERNATIVE Industrie- und Handelskammer für Oberfranken Bayreuth",
			"ALTERNATIVE Handwerkskammer für Oberfranken", "POINT_OF_SINGLE_CONTACT Regierung von Oberfranken"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := candidates(t, s, tt.ars, "gewerbe-anmelden", today); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestValidityIsClosedOpenInBerlin(t *testing.T) {
	t.Parallel()
	s, err := withRules(t, "["+
		ruleLine("PRIMARY", "09", `"kinds":["REGIERUNG"]`, `,"validTo":"2027-01-01"`)+","+
		ruleLine("PRIMARY", "09", `"kinds":["REGIERUNG"]`, `,"validFrom":"2028-01-01"`)+","+
		ruleLine("PRIMARY", "09461", `"kinds":["KREISFREIE_STADT"]`, `,"validFrom":"2026-07-01","validTo":"2026-08-01"`)+"]")
	if err != nil {
		t.Fatal(err)
	}
	berlin := func(day string) time.Time {
		at, err := time.ParseInLocation(time.DateTime, day, clock.Berlin)
		if err != nil {
			t.Fatal(err)
		}
		return at.UTC()
	}
	for _, tt := range []struct {
		at   string
		want []string
	}{
		{"2026-06-30 23:59:59", []string{"PRIMARY Regierung von Oberfranken"}},
		{"2026-07-01 00:00:00", []string{"PRIMARY Stadt Bamberg"}},
		{"2026-07-31 23:59:59", []string{"PRIMARY Stadt Bamberg"}},
		{"2026-08-01 00:00:00", []string{"PRIMARY Regierung von Oberfranken"}},
		{"2026-12-31 23:59:59", []string{"PRIMARY Regierung von Oberfranken"}},
		{"2027-01-01 00:00:00", nil},
		{"2028-01-01 00:00:00", []string{"PRIMARY Regierung von Oberfranken"}},
	} {
		if got := candidates(t, s, "094610000000", "gewerbe-anmelden", berlin(tt.at)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.at, got, tt.want)
		}
	}
}

func TestContradictingRulesAreRefused(t *testing.T) {
	t.Parallel()
	for name, rules := range map[string]string{
		"same rule twice":     ruleLine("PRIMARY", "09", `"kinds":["IHK"]`, "") + "," + ruleLine("PRIMARY", "09", `"kinds":["IHK"]`, ""),
		"validity overlaps":   ruleLine("PRIMARY", "09", `"kinds":["IHK"]`, `,"validTo":"2027-01-02"`) + "," + ruleLine("PRIMARY", "09", `"kinds":["IHK"]`, `,"validFrom":"2027-01-01"`),
		"validity is empty":   ruleLine("PRIMARY", "09", `"kinds":["IHK"]`, `,"validFrom":"2027-01-01","validTo":"2027-01-01"`),
		"kinds and authority": ruleLine("PRIMARY", "09", `"kinds":["IHK"],"authority":"LANDRATSAMT:09471"`, ""),
		"neither":             ruleLine("PRIMARY", "09", `"kinds":[]`, ""),
		"unknown kind":        ruleLine("PRIMARY", "09", `"kinds":["ZOO"]`, ""),
		"unknown authority":   ruleLine("PRIMARY", "09", `"authority":"LANDRATSAMT:09999"`, ""),
		"unknown area":        ruleLine("PRIMARY", "05", `"kinds":["IHK"]`, ""),
		"unknown role":        ruleLine("SECONDARY", "09", `"kinds":["IHK"]`, ""),
		"misspelt field":      ruleLine("PRIMARY", "09", `"kinds":["IHK"]`, `,"validUntil":"2027-01-01"`),
	} {
		if _, err := withRules(t, "["+rules+"]"); err == nil {
			t.Errorf("%s: loaded", name)
		}
	}
}

func TestSourcesOfAssumptionsSaySo(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("data/rules.json")
	if err != nil {
		t.Fatal(err)
	}
	var entries []struct {
		Role   string   `json:"role"`
		Kinds  []string `json:"kinds"`
		Source string   `json:"source"`
	}
	if err := json.NewDecoder(bytes.NewReader(content)).Decode(&entries); err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		assumed := e.Role == "POINT_OF_SINGLE_CONTACT" || slices.Contains(e.Kinds, "HWK")
		if assumed && !strings.Contains(e.Source, "zu prüfen") {
			t.Errorf("%s %v: source %q does not say that it is to be verified", e.Role, e.Kinds, e.Source)
		}
	}
}
