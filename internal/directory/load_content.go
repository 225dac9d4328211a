package directory

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"schalter/internal/legal"
)

// serviceEntry is one service in data/services/*.json.
type serviceEntry struct {
	Slug                    string           `json:"slug"`
	Leika                   *string          `json:"leika"`
	LegalBasis              *string          `json:"legalBasis"`
	ViaPointOfSingleContact bool             `json:"viaPointOfSingleContact"`
	TrustLevel              TrustLevel       `json:"trustLevel"`
	Submission              *submissionEntry `json:"submission"`
	ValidTo                 *string          `json:"validTo"`
	De                      serviceTextEntry `json:"de"`
	En                      serviceTextEntry `json:"en"`
}

type serviceTextEntry struct {
	Name           string   `json:"name"`
	Description    string   `json:"description"`
	Keywords       []string `json:"keywords"`
	Documents      []string `json:"documents"`
	Fee            *string  `json:"fee"`
	ProcessingTime *string  `json:"processingTime"`
}

func (t *serviceTextEntry) text() *ServiceText {
	return &ServiceText{Name: t.Name, Description: t.Description, Keywords: notNil(t.Keywords),
		RequiredDocuments: notNil(t.Documents), Fee: t.Fee, ProcessingTime: t.ProcessingTime}
}

// undertakingEntry is one undertaking in data/undertakings.json.
type undertakingEntry struct {
	Slug     string               `json:"slug"`
	Services []string             `json:"services"`
	Frequent int                  `json:"frequent"`
	ValidTo  *string              `json:"validTo"`
	De       undertakingTextEntry `json:"de"`
	En       undertakingTextEntry `json:"en"`
}

type undertakingTextEntry struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Keywords    []string `json:"keywords"`
}

func (t *undertakingTextEntry) text() *UndertakingText {
	return &UndertakingText{Name: t.Name, Description: t.Description, Keywords: notNil(t.Keywords)}
}

func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// readList decodes a JSON list and refuses unknown fields, so that a misspelt one is not silently lost.
func readList[T any](data fs.FS, name string) ([]T, error) {
	content, err := fs.ReadFile(data, name)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	var list []T
	if err := decoder.Decode(&list); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return list, nil
}

var (
	slugShape  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	leikaShape = regexp.MustCompile(`^99\d{12}$`)
)

func (s *Snapshot) loadServices(data fs.FS) error {
	names, err := fs.Glob(data, "services/*.json")
	if err != nil {
		return err
	}
	for _, name := range names {
		entries, err := readList[serviceEntry](data, name)
		if err != nil {
			return err
		}
		for i := range entries {
			if err := s.addService(&entries[i]); err != nil {
				return fmt.Errorf("%s: %s: %w", name, entries[i].Slug, err)
			}
		}
	}
	slices.SortFunc(s.services, func(a, b *Service) int { return strings.Compare(a.Slug, b.Slug) })
	return s.loadProcedures(data)
}

func (s *Snapshot) addService(e *serviceEntry) error {
	switch {
	case !slugShape.MatchString(e.Slug), s.serviceBySlug[e.Slug] != nil:
		return fmt.Errorf("slug is malformed or doubled")
	case e.Leika != nil && (!leikaShape.MatchString(*e.Leika) || s.serviceByLeika[*e.Leika] != nil):
		return fmt.Errorf("LeiKa key is malformed or doubled")
	case !slices.Contains([]TrustLevel{TrustNone, TrustEmail, TrustPostal}, e.TrustLevel):
		return fmt.Errorf("unknown trust level %q", e.TrustLevel)
	case e.De.Name == "" || e.De.Description == "" || e.En.Name == "" || e.En.Description == "":
		return fmt.Errorf("a text is missing")
	case e.ValidTo != nil && !isDay(*e.ValidTo):
		return fmt.Errorf("validTo is no day")
	}
	submission, err := e.Submission.submission()
	if err != nil {
		return err
	}
	if submission == nil {
		submission = messageWillDo
	}
	service := &Service{
		ID: ServiceID(e.Slug), Version: 1, Slug: e.Slug, LeikaKey: e.Leika, LegalBasis: e.LegalBasis,
		ViaPointOfSingleContact: e.ViaPointOfSingleContact, RequiredTrustLevel: e.TrustLevel, Filing: submission,
		ProcedureLaw: legal.BayVwVfG, ValidTo: e.ValidTo,
		texts: map[string]*ServiceText{"de": e.De.text(), "en": e.En.text()},
	}
	s.serviceByID[service.ID], s.serviceBySlug[e.Slug] = service, service
	if service.ValidTo != nil {
		return nil
	}
	s.services = append(s.services, service)
	if e.Leika != nil {
		s.serviceByLeika[*e.Leika] = service
	}
	return nil
}

func (s *Snapshot) loadUndertakings(data fs.FS) error {
	entries, err := readList[undertakingEntry](data, "undertakings.json")
	if err != nil {
		return err
	}
	slices.SortFunc(entries, func(a, b undertakingEntry) int { return strings.Compare(a.Slug, b.Slug) })
	for i := range entries {
		if err := s.addUndertaking(&entries[i]); err != nil {
			return fmt.Errorf("undertakings.json: %s: %w", entries[i].Slug, err)
		}
	}
	return nil
}

func (s *Snapshot) addUndertaking(e *undertakingEntry) error {
	u := &Undertaking{ID: UndertakingID(e.Slug), Version: 1, Slug: e.Slug, Frequent: e.Frequent, ValidTo: e.ValidTo,
		texts: map[string]*UndertakingText{"de": e.De.text(), "en": e.En.text()}}
	if !slugShape.MatchString(e.Slug) || s.undertakingByID[u.ID] != nil || len(e.Services) == 0 {
		return fmt.Errorf("slug is malformed or doubled, or no service")
	}
	if e.De.Name == "" || e.De.Description == "" || e.En.Name == "" || e.En.Description == "" {
		return fmt.Errorf("a text is missing")
	}
	if e.ValidTo != nil && !isDay(*e.ValidTo) {
		return fmt.Errorf("validTo is no day")
	}
	s.undertakingByID[u.ID] = u
	for _, slug := range e.Services {
		service := s.serviceBySlug[slug]
		if service == nil || slices.Contains(u.services, service) || u.ValidTo == nil && service.ValidTo != nil {
			return fmt.Errorf("service %q is unknown, former or doubled", slug)
		}
		u.services = append(u.services, service)
		if u.ValidTo == nil {
			service.undertakings = append(service.undertakings, u)
		}
	}
	if u.ValidTo == nil {
		s.undertakings = append(s.undertakings, u)
	}
	return nil
}
