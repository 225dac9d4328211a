package conversation

import (
	"context"

	"schalter/ent/caseparty"
	entside "schalter/ent/side"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// effectOf is what a decision does that is sent now, with the consent by which it does. CONSENT_MISSING where the person does not agree, or does
// not agree any more, to what it is to do: nothing is written then, and the draft stays.
func (s *Service) effectOf(ctx context.Context, tx *store.Tx, owner, own *sides.Side, in CaseReplyInput) (casemail.DecisionEffect, *evidence.Consent, error) {
	if in.Kind != casemail.KindDecision {
		return "", nil, nil
	}
	effect := in.DecisionEffect
	if effect == "" || effect == casemail.EffectInformation {
		return casemail.EffectInformation, nil, nil
	}
	standing, err := s.consents.Standing(ctx, tx, owner.Reader, own.Reader)
	if err != nil {
		return "", nil, err
	}
	for _, c := range standing {
		if c.Scope == consents.ConsentScope(effect) {
			return effect, c.Fact(), nil
		}
	}
	return "", nil, errs.Refuse(errs.ConsentMissing, "decisionEffect")
}

// present is an effect, nil without one.
func present(effect casemail.DecisionEffect) *casemail.DecisionEffect {
	if effect == "" {
		return nil
	}
	return &effect
}

// HasParty reports whether an authority is a party of one of an account's mailboxes, and holds the account: what is written because of it is not
// left behind by who deletes the account at this moment.
func (s *Service) HasParty(ctx context.Context, tx *store.Tx, accountID, authorityID string) (bool, error) {
	if err := s.people.Hold(ctx, tx, accountID); err != nil {
		return false, err
	}
	return tx.CaseParty.Query().Where(caseparty.AccountID(accountID), caseparty.AuthorityID(authorityID)).Exist(ctx)
}

// ConsentsOf are what the owners of cases agreed to with their authority, in force; nothing once the owner deleted the mailbox.
func (s *Service) ConsentsOf(ctx context.Context, cases []*AuthorityCase) (_ [][]*consents.Consent, err error) {
	defer errs.Wrap(&err, "postbox.ConsentsOf")
	mailboxes := make([]string, len(cases))
	for i, c := range cases {
		mailboxes[i] = c.side.MailboxID
	}
	owners, err := s.db.Client().Side.Query().Where(entside.IDIn(mailboxes...), entside.KindEQ(entside.KindOWNER)).Select(entside.FieldID, entside.FieldReader).
		All(viewer.System(ctx, "postbox.consents"))
	if err != nil {
		return nil, err
	}
	ownerOf := map[string]string{}
	for _, row := range owners {
		ownerOf[row.ID] = row.Reader
	}
	pairs := make([]consents.Pair, len(cases))
	for i, c := range cases {
		pairs[i] = consents.Pair{AccountID: ownerOf[mailboxes[i]], AuthorityID: c.AuthorityID}
	}
	by, err := s.consents.StandingOf(ctx, pairs)
	if err != nil {
		return nil, err
	}
	lists := make([][]*consents.Consent, len(cases))
	for i, p := range pairs {
		lists[i] = by[p]
	}
	return lists, nil
}

// recordStanding puts the consents that are in force on the record of an authority's side that begins: those given later are told to it as they are.
func (s *Service) recordStanding(ctx context.Context, tx *store.Tx, owner, side *sides.Side) error {
	standing, err := s.consents.Standing(ctx, tx, owner.Reader, side.Reader)
	if err != nil {
		return err
	}
	by := chain.Actor{ID: side.Head.PersonID, Name: side.Head.PersonName, Capacity: "owner"}
	for _, c := range standing {
		if _, err := s.chain.Append(ctx, tx, side, chain.Event{Kind: chain.ConsentChanged, Actor: by, Consent: c.Fact()}); err != nil {
			return err
		}
	}
	grant, err := standingGrant(ctx, tx.Client, owner.ID, side.Reader)
	if err != nil || grant == nil {
		return err
	}
	_, err = s.chain.Append(ctx, tx, side, s.grantEvent(grant, by))
	return err
}
