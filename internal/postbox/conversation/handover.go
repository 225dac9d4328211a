package conversation

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/casemailbox"
	"schalter/ent/caseparty"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/message"
	"schalter/ent/rule"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/checkcode"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// MailboxHandOverInput continues what was written with a party that is not competent in a mailbox with another authority.
type MailboxHandOverInput struct {
	MailboxID       string
	FromAuthorityID string
	ToAuthorityID   string
	IdempotencyKey  string
}

// Validate checks the form of the input.
func (in *MailboxHandOverInput) Validate() error {
	var ps errs.Problems
	sides.ValidateIdempotencyKey(&ps, in.IdempotencyKey)
	if in.FromAuthorityID == in.ToAuthorityID {
		ps.AddText(errs.InvalidValue, "hand_over_to_itself", nil, "toAuthorityId")
	}
	return ps.Err()
}

// HandOver opens a mailbox with another authority and sends it what the owner wrote with a party that declared itself not competent: each
// message with its time, the documents, and the day on which the first of them arrived. The mailbox before stays as it is, but for the event
// HANDED_OVER_TO. Of other parties nothing goes along. A party with a mailbox of its own declares itself by an answer, which the platform
// does not understand: there an answer is enough. Refusals: MISSING, WRONG_STATE (the party did not decline, or the authority has got it
// already), INVALID (the authority is neither named nor competent), AUTHORITY_NOT_CONNECTED, TOO_LARGE.
func (s *Service) HandOver(ctx context.Context, in MailboxHandOverInput) (_ *CaseMailbox, err error) {
	defer errs.Wrap(&err, "postbox.HandOver(%s)", in.MailboxID)
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	var successorID string
	err = s.db.Tx(viewer.System(ctx, "postbox.handover"), func(ctx context.Context, tx *store.Tx) error {
		successorID = id.New(id.Mailbox, tx.Now)
		old, err := s.sides.Lock(ctx, tx, scope, in.MailboxID)
		if err != nil {
			return err
		}
		earlier, err := s.sides.ClaimIdempotencyKey(ctx, tx, old.Reader, "handover|"+in.IdempotencyKey, in, successorID, sides.HeadKeyOf)
		if err != nil || earlier != "" {
			successorID = earlier
			return err
		}
		return s.handOver(ctx, tx, old, in, successorID)
	})
	if err != nil {
		return nil, err
	}
	return s.Mailbox(ctx, successorID)
}

func (s *Service) handOver(ctx context.Context, tx *store.Tx, old *sides.Side, in MailboxHandOverInput, successorID string) error {
	from, err := tx.CaseParty.Query().Where(caseparty.MailboxID(old.ID), caseparty.AuthorityID(in.FromAuthorityID)).Only(ctx)
	if ent.IsNotFound(err) {
		return errs.RefuseText(errs.InvalidValue, "not_a_party", nil, "fromAuthorityId")
	}
	if err != nil {
		return err
	}
	if err := s.checkDeclined(ctx, tx, old, from); err != nil {
		return err
	}
	to, err := s.successorParty(old, from, in.ToAuthorityID, tx.Now)
	if err != nil {
		return err
	}
	earlier, err := tx.CaseMailbox.Query().Where(casemailbox.PredecessorID(old.ID)).Count(ctx)
	if err != nil {
		return err
	}
	if earlier >= MaxSuccessors {
		return errs.RefuseText(errs.TooMany, "too_many", []any{MaxSuccessors}, "mailboxId")
	}
	again, err := tx.CaseMailbox.Query().Where(casemailbox.PredecessorID(old.ID), casemailbox.HasPartiesWith(caseparty.AuthorityID(in.ToAuthorityID))).Exist(ctx)
	if err != nil {
		return err
	}
	if again {
		return errs.RefuseText(errs.WrongState, "handed_over_already", nil, "toAuthorityId")
	}
	channel, err := s.organisations.Channel(ctx, tx, in.ToAuthorityID)
	if err != nil {
		return err
	}
	if !channel.Connected {
		return errs.RefuseText(errs.AuthorityNotConnected, "hand_over_not_connected", nil, "toAuthorityId")
	}
	thread, err := s.threadWith(ctx, tx, old, in.FromAuthorityID)
	if err != nil {
		return err
	}
	if len(thread.parts) == 0 {
		return errs.RefuseText(errs.WrongState, "hand_over_nothing", nil, "fromAuthorityId")
	}
	successor, party, err := s.insertSuccessor(ctx, tx, old, in, successorID, to, thread.firstReceived)
	if err != nil {
		return err
	}
	if err := s.sendThread(ctx, tx, old, successor, recipient{party, channel.Kind}, channel.MaxBytes, thread); err != nil {
		return err
	}
	if err := s.chain.AppendAndNotify(ctx, tx, old, chain.Event{Kind: chain.HandedOverTo, Actor: ownerOf(old)}); err != nil {
		return err
	}
	return sides.Save(ctx, tx, old)
}

// checkDeclined refuses to take a matter from a party that did not say that it is not competent. One that answers by mail can say so only
// in its answer.
func (s *Service) checkDeclined(ctx context.Context, tx *store.Tx, old *sides.Side, from *ent.CaseParty) error {
	if from.DeclinedAt != nil {
		return nil
	}
	hasInbox, err := tx.Side.Query().Where(entside.MailboxID(old.ID), entside.Reader(from.AuthorityID)).Exist(ctx)
	if err != nil {
		return err
	}
	answered, err := tx.ViewMessage.Query().Where(viewmessage.SideID(old.ID),
		viewmessage.HasMessageWith(message.DirectionEQ(message.DirectionINBOUND), message.FromAuthorityID(from.AuthorityID))).Exist(ctx)
	if err == nil && (hasInbox || !answered) {
		err = errs.RefuseText(errs.WrongState, "not_declined", nil, "fromAuthorityId")
	}
	return err
}

// successorParty is the authority that a matter is handed over to: the one that was named, one that is competent for a service of it or,
// where the mailbox is not for services, any.
func (s *Service) successorParty(old *sides.Side, from *ent.CaseParty, toID string, now time.Time) (party, error) {
	if s.directory.AuthorityName(toID) == "" {
		return party{}, errs.Refuse(errs.Missing, "toAuthorityId")
	}
	to := party{authorityID: toID, role: Primary, services: from.ServiceIds}
	competent := old.RegionArs == nil || len(from.ServiceIds) == 0 || from.SuggestedAuthorityID != nil && *from.SuggestedAuthorityID == toID
	if old.RegionArs != nil && len(from.ServiceIds) > 0 {
		found, err := s.directory.Competences(*old.RegionArs, from.ServiceIds, now)
		if err != nil && errs.CodeOf(err) != errs.NotFound {
			return party{}, err
		}
		for _, service := range found {
			for _, c := range service.Candidates {
				if c.AuthorityID != toID {
					continue
				}
				competent, to.role = true, c.Role
				to.rules = append(to.rules, c.RuleID)
			}
		}
	}
	if !competent {
		return party{}, errs.RefuseText(errs.InvalidValue, "hand_over_not_competent", nil, "toAuthorityId")
	}
	return to, nil
}

// handedThread is what a mailbox holds of one party, as it goes along.
type handedThread struct {
	parts []handedPart
	// firstReceived is when the first message arrived at the first authority that the matter was brought before.
	firstReceived *time.Time
}

// handedPart is one message of it with its documents.
type handedPart struct {
	text      string
	documents []documents.Held
}

// threadWith opens what the owner's side holds of one party: what went to it and what came from it, nothing of others. A decision that was
// not opened stays closed, and what was withdrawn is gone.
func (s *Service) threadWith(ctx context.Context, tx *store.Tx, old *sides.Side, authorityID string) (*handedThread, error) {
	sent, err := tx.Delivery.Query().Where(delivery.OwnerSideID(old.ID), delivery.AuthorityID(authorityID)).WithFacts().All(ctx)
	if err != nil {
		return nil, err
	}
	thread, sentIDs := &handedThread{firstReceived: old.FirstReceivedAt}, make([]string, len(sent))
	for i, d := range sent {
		sentIDs[i] = d.MessageID
		if at := arrived(d); old.FirstReceivedAt == nil && at != nil && (thread.firstReceived == nil || at.Before(*thread.firstReceived)) {
			thread.firstReceived = at
		}
	}
	views, err := tx.ViewMessage.Query().Where(viewmessage.SideID(old.ID), viewmessage.WithdrawnAtIsNil(), viewmessage.Or(
		viewmessage.MessageIDIn(sentIDs...),
		viewmessage.HasMessageWith(message.DirectionEQ(message.DirectionINBOUND), message.FromAuthorityID(authorityID)),
	)).WithMessage().Order(ent.Asc(viewmessage.FieldSeq)).All(ctx)
	if err != nil {
		return nil, err
	}
	for _, view := range views {
		part, err := s.handedPart(ctx, tx, old, view, s.directory.AuthorityName(authorityID))
		if err != nil {
			return nil, err
		}
		thread.parts = append(thread.parts, part)
	}
	return thread, nil
}

// arrived is when a message was in the authority's inbox or, where its own mail server says no more, was handed to it.
func arrived(d *ent.Delivery) *time.Time {
	var at *time.Time
	for _, f := range d.Edges.Facts {
		there := f.State == deliveryfact.StateDELIVERED || f.State == deliveryfact.StateHANDED_OVER && d.Channel == delivery.ChannelSMIME
		if there && (at == nil || f.At.Before(*at)) {
			when := f.At.UTC()
			at = &when
		}
	}
	return at
}

func (s *Service) handedPart(ctx context.Context, tx *store.Tx, old *sides.Side, view *ent.ViewMessage, name string) (handedPart, error) {
	m, err := s.OpenMessage(ctx, old, view, view.Edges.Message)
	if err != nil {
		return handedPart{}, err
	}
	from, to := m.SenderName, name
	if m.Direction == casemail.Inbound {
		from, to = s.nameOfThen(m.FromAuthorityName, *m.FromAuthorityID), old.Head.PersonName
	}
	head := fmt.Sprintf("%s, von %s an %s\nBetreff: %s\n\n", formatMoment(m.SentAt), from, to, m.Subject)
	if m.Locked() {
		return handedPart{text: head + "(Bescheid, von der Empfängerin oder dem Empfänger noch nicht geöffnet; liegt hier nicht bei.)"}, nil
	}
	text, err := m.key.Open(sides.FieldAAD(m.ID, "message", "body"), view.Edges.Message.SealedBody)
	if err != nil {
		return handedPart{}, s.sides.Alarm(ctx, m.ID, err)
	}
	held, err := s.documents.HeldWith(ctx, tx.Client, old, m.ID)
	if err != nil {
		return handedPart{}, err
	}
	part := handedPart{text: head + string(text)}
	for _, d := range held {
		if d.Row.BlobKey == nil {
			continue
		}
		part.documents = append(part.documents, d)
		part.text += "\nAnlage: " + d.Meta.Filename
	}
	return part, nil
}

// formatMoment is an instant in Berlin as authorities write it.
func formatMoment(at time.Time) string { return at.In(clock.Berlin).Format("02.01.2006, 15:04 Uhr") }

func (s *Service) insertSuccessor(ctx context.Context, tx *store.Tx, old *sides.Side, in MailboxHandOverInput, successorID string, to party, firstReceived *time.Time) (*sides.Side, *ent.CaseParty, error) {
	before, err := tx.CaseMailbox.Get(ctx, old.ID)
	if err != nil {
		return nil, nil, err
	}
	reference := checkcode.NewReference(rand.Reader)
	err = tx.CaseMailbox.Create().SetID(successorID).SetAccountID(old.Reader).SetReference(reference).SetKind(before.Kind).
		SetNillableUndertakingID(old.UndertakingID).SetNillableRegionArs(old.RegionArs).SetDirectoryRevision(s.directory.Revision()).
		SetOpenedAt(tx.Now).SetPredecessorID(old.ID).Exec(ctx)
	if err != nil {
		return nil, nil, err
	}
	party, err := tx.CaseParty.Create().SetID(id.New(id.Party, tx.Now)).SetMailboxID(successorID).SetAccountID(old.Reader).
		SetAuthorityID(to.authorityID).SetNillableAuthorityName(s.present(&to.authorityID)).SetRole(caseparty.Role(to.role)).
		SetServiceIds(to.services).SetRuleIds(to.rules).SetPosition(0).Save(ctx)
	if err != nil {
		return nil, nil, err
	}
	successor, err := s.sides.Create(ctx, tx, sides.NewSide{
		ID: successorID, MailboxID: successorID, Kind: entside.KindOWNER, Reader: old.Reader, Reference: reference,
		UndertakingID: old.UndertakingID, RegionARS: old.RegionArs, FirstReceivedAt: firstReceived, Head: old.Head,
	})
	if err != nil {
		return nil, nil, err
	}
	if err := s.sides.IndexWords(ctx, tx, successor, "", successor.Head.Title, reference, s.directory.AuthorityName(to.authorityID)); err != nil {
		return nil, nil, err
	}
	if err := s.chain.AppendAndNotify(ctx, tx, successor, chain.Event{Kind: chain.MailboxOpened, Actor: ownerOf(successor)}); err != nil {
		return nil, nil, err
	}
	return successor, party, s.sides.RememberRequest(ctx, tx, old.Reader, in, successorID, successor.HeadKey)
}

// sendThread writes what goes along to the new authority: in one message, or in as many as its texts and documents need.
func (s *Service) sendThread(ctx context.Context, tx *store.Tx, old, successor *sides.Side, to recipient, maxBytes int, thread *handedThread) error {
	person, err := s.sender(ctx, successor)
	if err != nil {
		return err
	}
	if err := s.updatePerson(ctx, tx, successor, person); err != nil {
		return err
	}
	intro := s.handOverIntro(old, thread.firstReceived)
	bundles, err := bundleParts(thread.parts, intro, maxBytes)
	if err != nil {
		return err
	}
	receiving, err := s.receivingSide(ctx, tx, successor, to, person)
	if err != nil {
		return err
	}
	name := s.directory.AuthorityName(to.AuthorityID)
	for i, b := range bundles {
		subject := "Übergebener Fall " + old.Reference
		if len(bundles) > 1 {
			subject += fmt.Sprintf(" (%d von %d)", i+1, len(bundles))
		}
		out := Outgoing{
			ID: newMessageID(tx), MailboxID: successor.ID, Reference: successor.Reference, Direction: casemail.Outbound, Kind: casemail.KindMessage,
			SenderName: person.Name, Subject: subject, Text: b.text, services: to.ServiceIds, SentAt: tx.Now, Documents: b.documents,
		}
		recipientSides := []RecipientSide{
			{Side: successor, Event: chain.MessageSent, By: ownerOf(successor), To: []string{name}},
			{
				Side: receiving, Unread: !receiving.IsTransit(), Event: chain.MessageReceived,
				By: chain.Actor{ID: receiving.Head.PersonID, Name: person.Name, Capacity: "owner"}, To: []string{name}, authority: to.AuthorityID,
			},
		}
		if _, err := s.DeliverToSides(ctx, tx, out, recipientSides); err != nil {
			return err
		}
		successor.RecordActivity(tx.Now)
		if err := s.startDeliveries(ctx, tx, out, recipientSides, nil); err != nil {
			return err
		}
	}
	return nil
}

// handOverIntro is what the new authority reads first, in the official language.
func (s *Service) handOverIntro(old *sides.Side, firstReceived *time.Time) string {
	when := "Ein Eingang bei einer Behörde ist nicht nachgewiesen."
	if firstReceived != nil {
		when = "Erster Eingang bei einer Behörde: " + formatMoment(*firstReceived) + "."
	}
	return "Diesen Fall hatte ich an eine Behörde gerichtet, die sich für nicht zuständig hält (Aktenzeichen der Plattform: " + old.Reference +
		"). Ich übergebe ihn Ihnen mit allem, was geschrieben wurde.\n\n" + when
}

// bundleParts gathers the messages of a thread, in their order, into as few messages as their texts, their documents and the authority's
// limit allow. One that is too large by itself cannot be handed over.
func bundleParts(parts []handedPart, intro string, maxBytes int) ([]handedPart, error) {
	const line = "\n\n----------\n\n"
	limit := min(documents.MaxDocumentBytes, maxBytes)
	weight := func(held []documents.Held) (total int64) {
		for _, d := range held {
			total += d.Row.Size
		}
		return total
	}
	fits := func(p handedPart) bool {
		return len([]rune(p.text)) <= MaxBody && len(p.documents) <= MaxDocuments && weight(p.documents)+int64(len(p.text)) <= int64(limit)
	}
	bundles := []handedPart{{text: intro}}
	for _, p := range parts {
		last := &bundles[len(bundles)-1]
		joined := handedPart{text: last.text + line + p.text, documents: append(append([]documents.Held{}, last.documents...), p.documents...)}
		if fits(joined) {
			*last = joined
			continue
		}
		if weight(p.documents)+int64(len(p.text)) > int64(limit) {
			return nil, errs.RefuseText(errs.TooLarge, "message_too_large", []any{int64(limit)}, "toAuthorityId")
		}
		bundles = append(bundles, p)
	}
	return bundles, nil
}

// PredecessorsOf are the mailboxes that mailboxes continue, one for each; nil where there is none, or it was deleted.
func (s *Service) PredecessorsOf(ctx context.Context, mailboxes []*CaseMailbox) (_ []*CaseMailbox, err error) {
	defer errs.Wrap(&err, "postbox.PredecessorsOf")
	var wanted []string
	for _, m := range mailboxes {
		if m.predecessorID != nil {
			wanted = append(wanted, *m.predecessorID)
		}
	}
	found, err := s.mailboxesByID(ctx, wanted)
	if err != nil {
		return nil, err
	}
	list := make([]*CaseMailbox, len(mailboxes))
	for i, m := range mailboxes {
		if m.predecessorID != nil {
			list[i] = found[*m.predecessorID]
		}
	}
	return list, nil
}

// MaxSuccessors bounds how many mailboxes continue one.
const MaxSuccessors = 20

// SuccessorsOf are the mailboxes that continue mailboxes, a list for each, the first hand-over first.
func (s *Service) SuccessorsOf(ctx context.Context, mailboxes []*CaseMailbox) (_ [][]*CaseMailbox, err error) {
	defer errs.Wrap(&err, "postbox.SuccessorsOf")
	own := make([]string, len(mailboxes))
	for i, m := range mailboxes {
		own[i] = m.ID
	}
	rows, err := s.db.Client().CaseMailbox.Query().Where(casemailbox.PredecessorIDIn(own...)).
		Order(ent.Asc(casemailbox.FieldOpenedAt), ent.Asc(casemailbox.FieldID)).All(ctx)
	if err != nil {
		return nil, err
	}
	wanted := make([]string, len(rows))
	for i, row := range rows {
		wanted[i] = row.ID
	}
	found, err := s.mailboxesByID(ctx, wanted)
	if err != nil {
		return nil, err
	}
	list := make([][]*CaseMailbox, len(mailboxes))
	for _, row := range rows {
		if m := found[row.ID]; m != nil {
			i := slices.Index(own, *row.PredecessorID)
			list[i] = append(list[i], m)
		}
	}
	return list, nil
}

// mailboxesByID reads those of some mailboxes that are the viewer's.
func (s *Service) mailboxesByID(ctx context.Context, wanted []string) (map[string]*CaseMailbox, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Client().Side.Query().Where(entside.IDIn(wanted...), entside.KindEQ(entside.KindOWNER), entside.ReaderIn(scope.Readers()...)).All(ctx)
	if err != nil {
		return nil, err
	}
	opened := make([]*sides.Side, len(rows))
	for i, row := range rows {
		if opened[i], err = s.sides.OpenRow(ctx, row); err != nil {
			return nil, err
		}
	}
	mailboxes, err := s.mailboxRows(ctx, opened)
	if err != nil {
		return nil, err
	}
	found := make(map[string]*CaseMailbox, len(opened))
	for _, side := range opened {
		if row := mailboxes[side.ID]; row != nil {
			found[side.ID] = mailboxModel(side, row)
		}
	}
	return found, nil
}
