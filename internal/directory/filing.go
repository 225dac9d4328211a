package directory

import (
	"fmt"
	"net/url"
	"slices"
	"time"
)

// SubmissionKind is by which way an application is valid (enum SubmissionKind of the contract).
type SubmissionKind string

// The kinds of submission.
const (
	// ByMessage: a message will do, as far as is known.
	ByMessage SubmissionKind = "MESSAGE"
	// ByForm: a message with the prescribed form.
	ByForm SubmissionKind = "FORM_REQUIRED"
	// InWriting: the law asks for written form, which a message does not have.
	InWriting SubmissionKind = "WRITTEN"
	// OnlineOnly: only the online service.
	OnlineOnly SubmissionKind = "ONLINE_ONLY"
)

// Filing is by which way an application is valid; read-only.
type Filing struct {
	Kind SubmissionKind
	// URL leads to the form or the online service.
	URL *string
	// LegalBasis is the law and article that says so, Source where that was read, CheckedOn the ISO 8601 calendar day; nil where nothing is
	// claimed.
	LegalBasis, Source, CheckedOn *string

	instructions map[string]string
}

// Way says in the language which way suffices; nil where nothing is claimed.
func (s *Filing) Instruction(locale string) *string {
	if s.instructions == nil {
		return nil
	}
	instruction := pick(s.instructions, locale)
	return &instruction
}

// messageWillDo is the submission of what no law is known to ask more for.
var messageWillDo = &Filing{Kind: ByMessage}

// FilingAt is by which way an application for a service is valid at an authority: as the rule says by which it is competent at the
// place, else as the service says. Without a place, and for a service that is not there, nothing more is known.
func (s *Snapshot) FilingAt(ars *string, serviceID, authorityID string, at time.Time) *Filing {
	service := s.serviceByID[serviceID]
	if service == nil {
		return messageWillDo
	}
	if ars == nil || !slices.ContainsFunc(service.rules, func(r *CompetenceRule) bool { return r.submission != nil }) {
		return service.Filing
	}
	place := s.RegionOfThen(*ars)
	if place == nil {
		return service.Filing
	}
	for _, candidate := range competence(place, s.AuthoritiesOf(place), service, at).Candidates {
		if candidate.Authority.ID == authorityID {
			return candidate.Filing()
		}
	}
	return service.Filing
}

// submissionEntry is a submission in the data; none is written where a message will do.
type submissionEntry struct {
	Kind      SubmissionKind `json:"kind"`
	URL       *string        `json:"url"`
	Basis     string         `json:"basis"`
	Source    string         `json:"source"`
	CheckedOn string         `json:"checkedOn"`
	De        string         `json:"de"`
	En        string         `json:"en"`
}

// submission checks an entry and makes a submission of it; nil without one.
func (e *submissionEntry) submission() (*Filing, error) {
	switch {
	case e == nil:
		return nil, nil
	case !slices.Contains([]SubmissionKind{ByForm, InWriting, OnlineOnly}, e.Kind):
		return nil, fmt.Errorf("unknown submission %q", e.Kind)
	case e.Basis == "" || e.Source == "" || !isDay(e.CheckedOn) || e.De == "" || e.En == "":
		return nil, fmt.Errorf("the submission lacks its legal basis, its source, the day it was checked, or a text")
	case e.URL == nil && e.Kind == OnlineOnly:
		return nil, fmt.Errorf("the submission lacks the address of the online service")
	}
	if e.URL != nil {
		if u, err := url.Parse(*e.URL); err != nil || u.Scheme != "https" || u.Host == "" {
			return nil, fmt.Errorf("the address of the submission is no https address")
		}
	}
	return &Filing{Kind: e.Kind, URL: e.URL, LegalBasis: &e.Basis, Source: &e.Source, CheckedOn: &e.CheckedOn, instructions: map[string]string{"de": e.De, "en": e.En}}, nil
}
