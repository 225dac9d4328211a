package inbound

import (
	"context"
	"encoding/base32"
	"encoding/hex"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/inboundmail"
	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// holdForConfirmation holds a validly signed answer whose case number is missing or ambiguous, and asks the authority to
// confirm it. Its signature counts from now on, so that a copy of it asks nobody again.
func (s *Service) holdForConfirmation(m *sealedMail, target *ent.GatewayMail, doubt Reason) finding {
	f := finding{state: inboundmail.StateHELD, reason: doubt, signature: s.signatureOf(m)}.of(target.AuthorityID, target.ID)
	request := outbound.ConfirmRequest{
		AuthorityID: target.AuthorityID, InboundID: m.mailID, Reference: *target.Reference, Mark: s.confirmMark(m.row),
		// The answer will quote the subject, and must name no other case.
		Subject: delivery.WithoutReferences(m.inner.Subject), ReceivedAt: m.row.ReceivedAt,
	}
	f.effect = questionEffect{request}
	return f
}

const (
	markSize  = 20
	markGroup = 5
)

// confirmMark is what the answer to a confirm request must carry: 100 bits of the held mail's keyed digest, which nobody can
// know who did not read the request.
func (s *Service) confirmMark(held *ent.InboundMail) string {
	mac := s.MAC.MAC(vault.BlindIndex, "inbound-confirm", held.ID, hex.EncodeToString(held.Digest))
	symbols := base32.StdEncoding.EncodeToString(mac)[:markSize]
	var groups []string
	for group := range slices.Chunk([]byte(symbols), markGroup) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, "-")
}

// carriesMark says whether a text has a mark, however it was broken and quoted.
func carriesMark(text, mark string) bool { return strings.Contains(symbolsOf(text), symbolsOf(mark)) }

func symbolsOf(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z' || r >= '2' && r <= '7':
			return r
		}
		return -1
	}, s)
}

// judgeConfirmation judges the answer to a confirm request. The token says which request is answered; only what was signed
// shows that the authority means it: the mark of the held mail, and no other case.
func (s *Service) judgeConfirmation(ctx context.Context, m *sealedMail, request *ent.GatewayMail) (finding, error) {
	refuse := func(r Reason) (finding, error) { return quarantined(r).of(m.authority(), request.ID), nil }
	reason, err := s.checkAgainst(ctx, m, request)
	if err != nil {
		return finding{}, err
	}
	if reason != "" {
		return refuse(reason)
	}
	if request.Reference == nil {
		return refuse(ReasonConfirmOver)
	}
	held, err := s.DB.Client().InboundMail.Get(ctx, delivery.Deref(request.SubjectID))
	if ent.IsNotFound(err) {
		return refuse(ReasonConfirmOver)
	}
	if err != nil {
		return finding{}, err
	}
	signed := m.signedText()
	if !carriesMark(signed, s.confirmMark(held)) {
		return refuse(ReasonConfirmCode)
	}
	for _, found := range delivery.ReferencesIn(signed) {
		if found != delivery.Deref(request.Reference) {
			return refuse(ReasonReferenceForeign)
		}
	}
	f := finding{state: inboundmail.StateACCEPTED, signature: s.signatureOf(m)}.of(request.AuthorityID, request.ID)
	f.effect = confirmEffect{question: request, heldID: held.ID}
	return f, nil
}

// QuarantineHeld implements outbound.HeldMails.
func (s *Service) QuarantineHeld(ctx context.Context, tx *store.Tx, inboundID string) error {
	return tx.InboundMail.Update().Where(inboundmail.ID(inboundID), inboundmail.StateEQ(inboundmail.StateHELD)).
		SetState(inboundmail.StateQUARANTINED).SetReason(string(ReasonConfirmUndelivered)).SetSettledAt(tx.Now).Exec(ctx)
}
