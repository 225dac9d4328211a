package directory_test

import (
	"strings"
	"testing"

	"schalter/internal/directory"
	"schalter/internal/id"
)

func TestContentIsWhole(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	services := s.Services(directory.ServiceFilter{})
	undertakings := s.Undertakings(directory.UndertakingFilter{})
	if len(services) < 60 || len(undertakings) < 15 {
		t.Errorf("got %d services and %d undertakings", len(services), len(undertakings))
	}
	rules := map[string]bool{}
	for _, service := range services {
		if !id.Is(id.Service, service.ID) || s.Service(service.ID) != service || len(service.Rules()) == 0 {
			t.Errorf("%s: not found by its id, or no rule", service.Slug)
		}
		for _, locale := range directory.Locales {
			checkText(t, service.Slug+" "+locale, service.Text(locale).Name, service.Text(locale).Description, service.Text(locale).Keywords)
		}
		pointOfSingleContact := false
		for _, rule := range service.Rules() {
			if rules[rule.ID] || !id.Is(id.Rule, rule.ID) || s.Rule(rule.ID) != rule {
				t.Errorf("%s: id %s of a rule is doubled or malformed", service.Slug, rule.ID)
			}
			rules[rule.ID] = true
			pointOfSingleContact = pointOfSingleContact || rule.Role == directory.RolePointOfSingleContact
		}
		if pointOfSingleContact != service.ViaPointOfSingleContact {
			t.Errorf("%s: rules and flag disagree on the point of single contact", service.Slug)
		}
	}
	for _, u := range undertakings {
		if !id.Is(id.Undertaking, u.ID) || s.Undertaking(u.ID) != u || len(u.Services()) == 0 {
			t.Errorf("%s: not found by its id, or empty", u.Slug)
		}
		for _, locale := range directory.Locales {
			checkText(t, u.Slug+" "+locale, u.Text(locale).Name, u.Text(locale).Description, u.Text(locale).Keywords)
		}
	}
}

func checkText(t *testing.T, of, name, description string, keywords []string) {
	t.Helper()
	if name == "" || len(description) < 60 || !strings.HasSuffix(description, ".") || len(keywords) < 3 {
		t.Errorf("%s: name %q, description %q, %d keywords", of, name, description, len(keywords))
	}
	if strings.Contains(description, "@") || strings.Contains(description, "http") {
		t.Errorf("%s: an address in the text", of)
	}
}
