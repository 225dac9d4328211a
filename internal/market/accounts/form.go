package accounts

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/mail"
	"schalter/internal/mail/idn"
)

// The lengths of texts in code points, and of lists.
const (
	maxName         = 100
	maxPhone        = 40
	maxDepartment   = 100
	maxOrganisation = 300
	maxEvidence     = 1000
	maxNote         = 1000
	maxMailboxes    = 20
)

// validate checks a form and brings its texts to NFC.
func (f *MarketAccountForm) validate(today string) error {
	var ps errs.Problems
	for _, part := range []struct {
		value *string
		name  string
	}{{&f.GivenName, "givenName"}, {&f.FamilyName, "familyName"}} {
		checked, err := latin.Name(*part.value, maxName)
		switch {
		case latin.Blank(*part.value):
			ps.Add(errs.Required, part.name)
		case err != nil:
			latin.AddProblem(&ps, err, part.name)
		default:
			*part.value = checked
		}
	}
	mail.NoteTyped(&ps, &f.Email, "email")
	noteOptional(&ps, &f.Phone, maxPhone, "phone")
	if f.OrganisationID == nil {
		noteLine(&ps, &f.OrganisationName, maxOrganisation, "organisationName")
	}
	f.validateMailboxes(&ps)
	if f.DigitalOfficer != nil {
		f.DigitalOfficer.Check(&ps, "digitalOfficer")
	}
	f.validateSigning(&ps, today)
	return ps.Err()
}

// digest tells two forms apart.
func (f *MarketAccountForm) digest() (string, error) {
	plain, err := json.Marshal(f)
	sum := sha256.Sum256(plain)
	return hex.EncodeToString(sum[:]), err
}

func (f *MarketAccountForm) validateMailboxes(ps *errs.Problems) {
	if len(f.FunctionalMailboxes) > maxMailboxes {
		ps.AddText(errs.TooMany, "too_many_mailboxes", []any{maxMailboxes}, "functionalMailboxes")
		return
	}
	f.FunctionalMailboxes = checkMailboxes(ps, f.FunctionalMailboxes)
}

// checkMailboxes brings addresses to the form that is kept, each once.
func checkMailboxes(ps *errs.Problems, typed []string) []string {
	var kept []string
	for _, address := range typed {
		mail.NoteTyped(ps, &address, "functionalMailboxes")
		if !slices.ContainsFunc(kept, func(k string) bool { return idn.Same(k, address) }) {
			kept = append(kept, address)
		}
	}
	return kept
}

// validateSigning asks by what a person may sign.
func (f *MarketAccountForm) validateSigning(ps *errs.Problems, today string) {
	if !f.MaySign {
		f.Evidence, f.SignUntil = nil, nil
		return
	}
	if f.Evidence == nil || latin.Blank(*f.Evidence) {
		ps.AddText(errs.Required, "signing_evidence_missing", nil, "evidence")
	} else {
		noteText(ps, f.Evidence, maxEvidence, "evidence")
	}
	if f.SignUntil != nil && *f.SignUntil <= today {
		ps.AddText(errs.InvalidValue, "signing_ends_before", nil, "signUntil")
	}
}

// Check notes what is wrong with a contact under a field, and brings its texts to NFC.
func (c *Contact) Check(ps *errs.Problems, field string) {
	noteLine(ps, &c.Name, maxName, field, "name")
	mail.NoteTyped(ps, &c.Email, field, "email")
	noteOptional(ps, &c.Phone, maxPhone, field, "phone")
	noteOptional(ps, &c.Department, maxDepartment, field, "department")
}

// noteLine checks a line that must be there.
func noteLine(ps *errs.Problems, line *string, limit int, field ...string) {
	if latin.Blank(*line) {
		ps.Add(errs.Required, field...)
		return
	}
	checked, err := latin.Address(*line, limit)
	if err != nil {
		latin.AddProblem(ps, err, field...)
		return
	}
	*line = checked
}

func noteOptional(ps *errs.Problems, line **string, limit int, field ...string) {
	if *line != nil && latin.Blank(**line) {
		*line = nil
	}
	if *line != nil {
		noteLine(ps, *line, limit, field...)
	}
}

func noteText(ps *errs.Problems, text *string, limit int, field ...string) {
	checked, err := latin.Text(*text, limit)
	if err != nil {
		latin.AddProblem(ps, err, field...)
		return
	}
	*text = checked
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}
