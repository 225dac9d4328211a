package directory

import (
	"time"

	"schalter/internal/clock"
)

// CompetenceRole is what an authority is for a service (enum CompetenceRole of the contract).
type CompetenceRole string

// The roles, in the order in which candidates are listed.
const (
	RolePrimary              CompetenceRole = "PRIMARY"
	RoleAlternative          CompetenceRole = "ALTERNATIVE"
	RolePointOfSingleContact CompetenceRole = "POINT_OF_SINGLE_CONTACT"
)

var roles = []CompetenceRole{RolePrimary, RoleAlternative, RolePointOfSingleContact}

// RuleText explains a rule in one language.
type RuleText struct {
	// Explanation is one sentence for the person who asks why.
	Explanation string
}

// CompetenceRule says who handles a service in an area: one authority, or the first of several kinds that is there for the
// place; read-only.
type CompetenceRule struct {
	ID      string
	Version int
	Role    CompetenceRole
	// AuthorityKinds is empty when the rule names one authority; never nil.
	AuthorityKinds []AuthorityKind
	LegalBasis     *string
	// ValidFrom and ValidTo are ISO 8601 calendar days in Europe/Berlin, closed-open; nil is open.
	ValidFrom, ValidTo *string
	// Source says where the rule comes from and what remains to be verified.
	Source string
	// SourceOn is the ISO 8601 calendar day of the source.
	SourceOn string

	// key is the natural key; who is the part of it that names the authority or its kinds.
	key, who  string
	service   *Service
	area      *Region
	authority *Authority
	texts     map[string]*RuleText
	// submission is by which way an application is valid where this rule decides; nil where the service says.
	submission *Filing
}

// Service returns what the rule is about.
func (r *CompetenceRule) Service() *Service { return r.service }

// Area returns where the rule holds; every place below counts unless a more specific rule of the role exists.
func (r *CompetenceRule) Area() *Region { return r.area }

// Authority returns the one authority that the rule names, nil when it names kinds.
func (r *CompetenceRule) Authority() *Authority { return r.authority }

// Text returns the explanation in the language, in German for an unknown one.
func (r *CompetenceRule) Text(locale string) *RuleText { return pick(r.texts, locale) }

// ValidAt reports whether the rule holds on t's calendar day in Berlin.
func (r *CompetenceRule) ValidAt(t time.Time) bool {
	day := clock.Day(t)
	return (r.ValidFrom == nil || *r.ValidFrom <= day) && (r.ValidTo == nil || day < *r.ValidTo)
}

// CompetentAuthority is one authority that may be addressed, with the rule that decided.
type CompetentAuthority struct {
	Authority *Authority
	Role      CompetenceRole
	Rule      *CompetenceRule
}

// Filing is by which way an application is valid at this authority: as the rule says, else as the service says.
func (c *CompetentAuthority) Filing() *Filing {
	if c.Rule.submission != nil {
		return c.Rule.submission
	}
	return c.Rule.service.Filing
}

// Competence is who may handle one service at one place.
type Competence struct {
	Service *Service
	Region  *Region
	// Candidates has PRIMARY first, then ALTERNATIVE, then POINT_OF_SINGLE_CONTACT, within a role the most local kind first;
	// empty is an answer.
	Candidates []*CompetentAuthority
}
