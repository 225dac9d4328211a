package rollouts

import (
	"context"

	"schalter/ent"
	"schalter/ent/vendormail"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
)

// maxMails is how many mails of a rollout are listed.
const maxMails = 20

// MailsOf are the last mails to those who set rollouts up, the newest first; nil for who may not see them.
func (s *Service) MailsOf(ctx context.Context, of []*Rollout) (_ [][]*VendorMail, err error) {
	defer errs.Wrap(&err, "rollouts.MailsOf")
	lists := make([][]*VendorMail, len(of))
	var visible []*Rollout
	for _, r := range of {
		if r.seesMails() {
			visible = append(visible, r)
		}
	}
	if len(visible) == 0 {
		return lists, nil
	}
	rows, err := s.DB.Client().VendorMail.Query().Where(vendormail.RolloutIDIn(idsOf(visible)...)).Order(ent.Desc(vendormail.FieldID)).All(system(ctx))
	if err != nil {
		return nil, err
	}
	for i, r := range of {
		if !r.seesMails() {
			continue
		}
		lists[i] = []*VendorMail{}
		for _, row := range rows {
			if row.RolloutID != r.ID || len(lists[i]) >= maxMails {
				continue
			}
			m, err := s.showMail(ctx, r, row)
			if err != nil {
				return nil, err
			}
			lists[i] = append(lists[i], m)
		}
	}
	return lists, nil
}

// seesMails keeps a vendor from what others were mailed.
func (r *Rollout) seesMails() bool {
	return r.standing.operator || r.standing.municipality || r.standing.reader || r.standing.delegate
}

func (s *Service) showMail(ctx context.Context, r *Rollout, row *ent.VendorMail) (*VendorMail, error) {
	key, err := s.keyOf(ctx, r.row)
	if err != nil {
		return nil, err
	}
	var c sealedMail
	if err := key.OpenJSON(fieldAAD(row.ID, "vendor_mail"), row.Sealed, &c); err != nil {
		return nil, err
	}
	m := &VendorMail{
		Party: catalogue.RolloutParty(row.Party), OrganisationID: row.OrganisationID, Email: c.Email, SentAt: row.SentAt, Arrival: "UNKNOWN",
		Cause: VendorMailCause(row.Cause), ProblemKey: row.Problem,
	}
	switch row.State {
	case vendormail.StateOPENED:
		m.Arrival = "REACHED"
	case vendormail.StateFAILED, vendormail.StateRETURNED:
		m.Arrival = "FAILING"
	}
	return m, nil
}
