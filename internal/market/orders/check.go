package orders

import (
	"slices"
	"time"

	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/rollouts"
)

// The lengths of texts in code points.
const (
	maxNote    = 2_000
	maxReason  = 1_000
	maxVersion = 100
	maxActing  = 200
	maxKey     = 100
	maxMembers = 100
)

// validate checks what was written of itself, and brings its texts to NFC. A draft may lack anything.
func (w *Wish) validate(ps *errs.Problems) {
	w.Note, w.ProcedureVersion, w.PortalURL, w.WishedOn = orNil(w.Note), orNil(w.ProcedureVersion), orNil(w.PortalURL), orNil(w.WishedOn)
	for _, c := range []struct {
		contact *Contact
		field   string
	}{{w.Subject, "subjectContact"}, {w.Technical, "technicalContact"}} {
		if c.contact != nil {
			c.contact.Check(ps, c.field)
		}
	}
	noteText(ps, w.Note, maxNote, latin.Text, "note")
	noteText(ps, w.ProcedureVersion, maxVersion, latin.Line, "procedureVersion")
	if w.PortalURL != nil {
		// As the rollout takes it at the release.
		address, err := rollouts.CheckURL(*w.PortalURL)
		if err != nil {
			ps.AddText(errs.InvalidValue, "url_https", nil, "portalUrl")
		} else {
			w.PortalURL = &address
		}
	}
	if w.PortalURL != nil && !w.AlreadyInUse {
		ps.AddText(errs.InvalidValue, "order_link_only_in_use", nil, "portalUrl")
	}
	if w.WishedOn != nil && !isDay(*w.WishedOn) {
		ps.Add(errs.InvalidValue, "wishedOn")
	}
}

// checkPartners notes who cannot be vendor or IT provider, and a procedure that nobody knows.
func (s *Service) checkPartners(ps *errs.Problems, c sealed, sheet *catalogue.OfferingVersion) {
	s.checkPartner(ps, c.VendorID, "order_vendor_kind", "vendorId", vendor)
	s.checkPartner(ps, c.ITProviderID, "order_it_provider_kind", "itProviderId", vendor, itAssociation)
	if c.ProcedureID == nil {
		if c.ProcedureVersion != nil {
			ps.AddText(errs.Required, "order_procedure_of_version", nil, "procedureId")
		}
		return
	}
	procedure := s.ports.Catalogue.Procedure(*c.ProcedureID)
	if procedure == nil {
		ps.AddText(errs.Missing, "order_procedure_unknown", nil, "procedureId")
		return
	}
	if c.ProcedureVersion == nil || slices.Contains(procedure.Versions, *c.ProcedureVersion) {
		return
	}
	if i := sheet.Interface(procedure.ID); i == nil || !slices.Contains(i.ProcedureVersions, *c.ProcedureVersion) {
		ps.AddText(errs.Missing, "order_procedure_version_unknown", []any{procedure.Name}, "procedureVersion")
	}
}

func (s *Service) checkPartner(ps *errs.Problems, organisationID *string, text, field string, kinds ...catalogue.OrganisationKind) {
	if organisationID == nil {
		return
	}
	o := s.ports.Organisations.Organisation(*organisationID)
	switch {
	case o == nil || !o.Confirmed:
		ps.AddText(errs.Missing, "organisation_unknown", nil, field)
	case !slices.Contains(kinds, o.Kind):
		ps.AddText(errs.InvalidValue, text, []any{o.Name}, field)
	}
}

// checkComplete notes what keeps an order from being submitted, beside who submits it. There is another order at its place where taken says so.
func (s *Service) checkComplete(ps *errs.Problems, p place, inUse bool, c sealed, o *catalogue.Offering, confirmed map[string]bool, taken bool, today string) {
	checkOffering(ps, o)
	if o == nil {
		return
	}
	s.checkPlace(ps, p, o, confirmed, today)
	if taken {
		s.refuseTaken(ps, p)
	}
	checkContacts(ps, c.Subject, c.Technical)
	if inUse && c.PortalURL == nil {
		ps.AddText(errs.Required, "order_portal_link", nil, "portalUrl")
	}
	if c.WishedOn != nil && *c.WishedOn < today {
		ps.AddText(errs.InvalidValue, "order_wish_passed", nil, "wishedOn")
	}
	s.checkPartners(ps, c, o.Current)
}

// checkContacts asks for both persons that an order names.
func checkContacts(ps *errs.Problems, subject, technical *Contact) {
	if subject == nil {
		ps.AddText(errs.Required, "order_subject_contact", nil, "subjectContact")
	}
	if technical == nil {
		ps.AddText(errs.Required, "order_technical_contact", nil, "technicalContact")
	}
}

// refuseTaken names for whom the offering is ordered already.
func (s *Service) refuseTaken(ps *errs.Problems, p place) {
	name := ""
	if o := s.ports.Organisations.Organisation(p.forID); o != nil {
		name = o.Name
	}
	ps.AddText(errs.AlreadyOrdered, "order_there", []any{name}, "offeringId")
}

func noteText(ps *errs.Problems, text *string, limit int, check func(string, int) (string, error), field string) {
	if text == nil {
		return
	}
	checked, err := check(*text, limit)
	if err != nil {
		latin.AddProblem(ps, err, field)
		return
	}
	*text = checked
}

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}
