package directory

import (
	"schalter/internal/id"
	"schalter/internal/legal"
)

// TrustLevel is what an account must have proven (enum TrustLevel of the contract).
type TrustLevel string

// The levels that services ask for.
const (
	TrustNone   TrustLevel = "NONE"
	TrustEmail  TrustLevel = "EMAIL"
	TrustPostal TrustLevel = "POSTAL"
)

// Locales are the languages of the texts; the first one is the fallback.
var Locales = []string{"de", "en"}

// ServiceText is what a service says in one language.
type ServiceText struct {
	Name        string
	Description string
	// Keywords are everyday words that people search by.
	Keywords          []string
	RequiredDocuments []string
	// Fee and ProcessingTime are rough texts, nil where not known.
	Fee, ProcessingTime *string
}

// Service is one public service (Verwaltungsleistung); read-only.
type Service struct {
	ID      string
	Version int
	// Slug is the natural key, in lower-case ASCII.
	Slug string
	// LeikaKey is 14 digits, nil where the official key is not known.
	LeikaKey   *string
	LegalBasis *string
	// ViaPointOfSingleContact says whether the Einheitlicher Ansprechpartner may handle it (Directive 2006/123/EC).
	ViaPointOfSingleContact bool
	RequiredTrustLevel      TrustLevel
	// Filing is by which way an application is valid; never nil.
	Filing *Filing
	// ProcedureLaw is the code that governs its procedure.
	ProcedureLaw legal.ProcedureLaw
	// DeemedApproval is nil where silence is no approval.
	DeemedApproval *DeemedApproval
	// DeemedApprovalMonths is its period in months; nil also where it is in another unit.
	DeemedApprovalMonths *int
	// ValidTo is the first day (ISO 8601) on which the service was not there any more; nil while it is.
	ValidTo *string

	texts        map[string]*ServiceText
	undertakings []*Undertaking
	rules        []*CompetenceRule
}

// ServiceID returns the id of the service with this slug.
func ServiceID(slug string) string { return id.Derive(id.Service, "SLUG:"+slug) }

// WrittenForm says that the law asks for written form, which a letter-code account does not replace.
func (s *Service) WrittenForm() bool { return s.Filing.Kind == InWriting }

// Text returns the texts in the language, in German for an unknown one.
func (s *Service) Text(locale string) *ServiceText { return pick(s.texts, locale) }

// Undertakings returns those that need the service, by slug; callers must not change the slice.
func (s *Service) Undertakings() []*Undertaking { return s.undertakings }

// Rules returns every rule of competence of the service, also those not valid today; callers must not change the slice.
func (s *Service) Rules() []*CompetenceRule { return s.rules }

// pick returns the value of the language, else of the first language.
func pick[T any](texts map[string]T, locale string) T {
	if t, ok := texts[locale]; ok {
		return t
	}
	return texts[Locales[0]]
}
