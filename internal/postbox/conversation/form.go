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
	if in.Kind != casemail.KindApplication {
		return nil
	}
	var refusal error
	suffices := false
	for _, r := range recipients {
		for _, serviceID := range r.ServiceIds {
			if len(in.ServiceIDs) > 0 && !slices.Contains(in.ServiceIDs, serviceID) {
				continue
			}
			filing := s.directory.Filing(owner.RegionArs, serviceID, r.AuthorityID, at)
			if text := insufficient(filing.Kind, len(in.DocumentIDs) > 0); text == "" {
				suffices = true
			} else if refusal == nil {
				refusal = errs.RefuseText(errs.FormNotSufficient, text, []any{filing.Service, filing.Basis, filing.Instruction}, "kind")
			}
		}
	}
	if refusal != nil && suffices && len(in.ServiceIDs) == 0 {
		return errs.RefuseText(errs.Required, "form_service", nil, "serviceIds")
	}
	return refusal
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
