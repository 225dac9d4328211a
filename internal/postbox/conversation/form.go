package conversation

import (
	"slices"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postbox/sides"
)

// checkForm refuses an application for a service that the law wants in another form or by another way than a message, at one of those
// written to; the text stays, and goes as a message. One that names no service is about any of them: where a message does for some of them
// only, it must say which.
func (s *Service) checkForm(owner *sides.Side, in MessageSendInput, recipients []recipient, at time.Time) error {
	refusal, suffices := s.formRefusal(owner, in.Kind, in.ServiceIDs, len(in.DocumentIDs) > 0, recipients, at, "kind")
	if refusal != nil && suffices && len(in.ServiceIDs) == 0 {
		return errs.RefuseText(errs.Required, "form_service", nil, "serviceIds")
	}
	return refusal
}

// formRefusal is why a message is no valid application for the first of its services for which it is none, nil for what is one and for what is no
// application; suffices says that there is one for which it is.
func (s *Service) formRefusal(owner *sides.Side, kind casemail.MessageKind, serviceIDs []string, withDocuments bool, recipients []recipient, at time.Time, field string) (refusal error, suffices bool) {
	if kind != casemail.KindApplication {
		return nil, false
	}
	for _, r := range recipients {
		for _, serviceID := range r.ServiceIds {
			if len(serviceIDs) > 0 && !slices.Contains(serviceIDs, serviceID) {
				continue
			}
			filing := s.directory.Filing(owner.RegionArs, serviceID, r.AuthorityID, at)
			if text := insufficient(filing.Kind, withDocuments); text == "" {
				suffices = true
			} else if refusal == nil {
				refusal = errs.RefuseText(errs.FormNotSufficient, text, []any{filing.Service, filing.Basis, filing.Instruction}, field)
			}
		}
	}
	return refusal, suffices
}

// insufficient is the key of the sentence that says why a message is no valid application; empty for one that is.
func insufficient(kind SubmissionKind, withDocuments bool) string {
	switch {
	case kind == InWriting:
		return "form_written"
	case kind == OnlineOnly:
		return "form_online"
	case kind == ByForm && !withDocuments:
		return "form_required"
	}
	return ""
}
