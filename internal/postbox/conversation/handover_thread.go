package conversation

import (
	"context"
	"fmt"
	"time"

	"schalter/ent"
	"schalter/ent/caseparty"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/message"
	entside "schalter/ent/side"
	"schalter/ent/viewmessage"
	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

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
	sentIDs, err := tx.Delivery.Query().Where(delivery.OwnerSideID(old.ID), delivery.AuthorityID(authorityID)).Select(delivery.FieldMessageID).Strings(ctx)
	if err != nil {
		return nil, err
	}
	thread := &handedThread{}
	if thread.firstReceived, err = earliestReceipt(ctx, tx, old, authorityID, sentIDs); err != nil {
		return nil, err
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

// earliestReceipt is when the matter with a party first arrived at any authority: at one that it was brought before in another mailbox, at the
// Einheitlicher Ansprechpartner that passed it on, which the party's own side knows, or at another party that got one of its messages, too. Nil where none is
// proven.
func earliestReceipt(ctx context.Context, tx *store.Tx, old *sides.Side, authorityID string, messageIDs []string) (*time.Time, error) {
	first := sides.UTC(old.FirstReceivedAt)
	earlier := func(at *time.Time) {
		if at != nil && (first == nil || at.Before(*first)) {
			first = sides.UTC(at)
		}
	}
	own, err := tx.Side.Query().Where(entside.MailboxID(old.ID), entside.Reader(authorityID)).Only(ctx)
	if err != nil && !ent.IsNotFound(err) {
		return nil, err
	}
	if err == nil {
		earlier(own.FirstReceivedAt)
	}
	sent, err := tx.Delivery.Query().Where(delivery.OwnerSideID(old.ID), delivery.MessageIDIn(messageIDs...)).WithFacts().All(ctx)
	for _, d := range sent {
		earlier(arrived(d))
	}
	return first, err
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
	head := fmt.Sprintf("%s, von %s an %s\nBetreff: %s\n\n", clock.DayAndTime(m.SentAt), from, to, m.Subject)
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

// sendThread writes what goes along to the new authority: in one message, or in as many as its texts and documents need.
func (s *Service) sendThread(ctx context.Context, tx *store.Tx, old, successor *sides.Side, person PersonFacts, to recipient, maxBytes int, thread *handedThread) error {
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
				singleContact: to.Role == caseparty.RolePOINT_OF_SINGLE_CONTACT,
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
		when = "Erster Eingang bei einer Behörde: " + clock.DayAndTime(*firstReceived) + "."
	}
	return "Diesen Fall hatte ich an eine Behörde gerichtet, die sich für nicht zuständig hält (Fallnummer: " + old.Reference +
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
