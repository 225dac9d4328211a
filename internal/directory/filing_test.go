package directory_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"schalter/internal/directory"
)

// What is claimed of the form of an application names law, source and day, and says which way suffices, in both languages.
func TestFormIsClaimedOnlyWithItsLaw(t *testing.T) {
	t.Parallel()
	claimed := map[string]bool{}
	for _, service := range embedded(t).Services(directory.ServiceFilter{}) {
		s := service.Filing
		if s.Kind == directory.ByMessage {
			if s.Instruction("de") != nil || s.LegalBasis != nil || s.CheckedOn != nil || service.WrittenForm() {
				t.Errorf("%s: something is claimed where a message will do", service.Slug)
			}
			continue
		}
		claimed[service.Slug] = true
		law := strings.Contains(*s.LegalBasis, "Art. ") || strings.Contains(*s.LegalBasis, "§ ")
		if !law || *s.Source == "" || *s.CheckedOn < "2026-11-30" || *s.Instruction("de") == *s.Instruction("en") {
			t.Errorf("%s: %+v", service.Slug, s)
		}
		if service.WrittenForm() != (s.Kind == directory.InWriting) {
			t.Errorf("%s: written form and submission disagree", service.Slug)
		}
	}
	for _, slug := range []string{"baugenehmigung", "fuehrungszeugnis", "kirchenaustritt"} {
		if !claimed[slug] {
			t.Errorf("%s: the law asks for written form", slug)
		}
	}
}

const onlineHere = `,"submission":{"kind":"ONLINE_ONLY","url":"https://bauen.example/antrag","basis":"§ 1 DBauV","source":"test","checkedOn":"2026-11-30","de":"Online.","en":"Online."}`

// A rule narrows the form for the authority that it names, at the place where it decides, and nowhere else.
func TestPlaceNarrowsTheForm(t *testing.T) {
	t.Parallel()
	files := dataFiles(t)
	rules := string(files["rules.json"].Data)
	rule := `{"services":["gewerbe-anmelden"],"role":"PRIMARY","areas":["09471"],"authority":"LANDRATSAMT:09471"` + onlineHere + `,"source":"test","sourceOn":"2026-11-22","de":"Satz.","en":"Sentence."},`
	files["rules.json"] = &fstest.MapFile{Data: []byte(strings.Replace(rules, "[", "["+rule, 1))}
	s, err := directory.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	district := directory.AuthorityID(directory.KindLandratsamt, "09471")
	service := directory.ServiceID("gewerbe-anmelden")
	below, elsewhere := "", "094610000000"
	for _, r := range s.Regions(directory.RegionFilter{Kind: directory.RegionGemeinde, Within: "09471"}) {
		below = r.ARS
	}
	if below == "" {
		t.Fatal("the test's own place is missing")
	}
	if got := s.FilingAt(&below, service, district, today); got.Kind != directory.OnlineOnly || *got.URL != "https://bauen.example/antrag" {
		t.Errorf("at the place: %+v", got)
	}
	found, err := s.Competences(below, []string{service}, today)
	if err != nil || found[0].Candidates[0].Filing().Kind != directory.OnlineOnly {
		t.Errorf("candidates: %+v, %v", found, err)
	}
	unknown := "099999999999"
	for name, got := range map[string]*directory.Filing{
		"elsewhere":            s.FilingAt(&elsewhere, service, district, today),
		"without a place":      s.FilingAt(nil, service, district, today),
		"at a place unknown":   s.FilingAt(&unknown, service, district, today),
		"a service unknown":    s.FilingAt(&below, "srv_unknown", district, today),
		"at another authority": s.FilingAt(&below, service, "aut_other", today),
	} {
		if got.Kind != directory.ByMessage {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestMalformedFormIsRefused(t *testing.T) {
	t.Parallel()
	for _, wrong := range []string{
		strings.Replace(onlineHere, "ONLINE_ONLY", "MESSAGE", 1),
		strings.Replace(onlineHere, "ONLINE_ONLY", "BY_PIGEON", 1),
		strings.Replace(onlineHere, "§ 1 DBauV", "", 1),
		strings.Replace(onlineHere, `"source":"test"`, `"source":""`, 1),
		strings.Replace(onlineHere, "2026-11-30", "30.11.2026", 1),
		strings.Replace(onlineHere, `"en":"Online."`, `"en":""`, 1),
		strings.Replace(onlineHere, `"url":"https://bauen.example/antrag",`, "", 1),
		strings.Replace(onlineHere, "https://", "http://", 1),
	} {
		if wrong == onlineHere {
			t.Fatal("the test changed nothing")
		}
		files := dataFiles(t)
		rules := string(files["rules.json"].Data)
		rule := `{"services":["gewerbe-anmelden"],"role":"PRIMARY","areas":["09471"],"authority":"LANDRATSAMT:09471"` + wrong + `,"source":"test","sourceOn":"2026-11-22","de":"Satz.","en":"Sentence."},`
		files["rules.json"] = &fstest.MapFile{Data: []byte(strings.Replace(rules, "[", "["+rule, 1))}
		if _, err := directory.Load(files); err == nil {
			t.Errorf("loaded: %s", wrong)
		}
	}
}
