package conversation

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// startDelivery begins the delivery of a message to an authority. Into its inbox here it is delivered by this transaction; to its
// own mailbox the gateway sends it.
func (s *Service) startDelivery(ctx context.Context, tx *store.Tx, messageID string, owner *sides.Side, to RecipientSide) error {
	channel, state := delivery.ChannelINBOX, deliveryfact.StateDELIVERED
	if to.Side.IsTransit() {
		channel, state = delivery.ChannelSMIME, deliveryfact.StateQUEUED
	}
	deliveryID := id.New(id.Delivery, tx.Now)
	err := tx.Delivery.Create().SetID(deliveryID).SetMessageID(messageID).SetAuthorityID(to.authority).
		SetNillableAuthorityName(s.present(&to.authority)).SetOwnerReader(owner.Reader).
		SetOwnerSideID(owner.ID).SetAuthoritySideID(to.Side.ID).SetChannel(channel).SetState(delivery.State(state)).SetCreatedAt(tx.Now).Exec(ctx)
	if err != nil {
		return err
	}
	if err := tx.DeliveryFact.Create().SetDeliveryID(deliveryID).SetState(state).SetAt(tx.Now).Exec(ctx); err != nil {
		return err
	}
	if to.Side.IsTransit() {
		return s.gateway.Dispatch(ctx, tx, deliveryID, to.authority, owner.Reference)
	}
	if err := s.markReceived(ctx, tx, owner, to.Side, to.authority); err != nil {
		return err
	}
	if to.singleContact {
		if err := s.confirmArrival(ctx, tx, owner, to.authority, messageID, false); err != nil {
			return err
		}
	}
	return s.notices.AuthorityNotice(ctx, tx, to.authority, to.Side.ID)
}

// Fact is one thing that became known of a delivery.
type Fact struct {
	State casemail.DeliveryState
	By    chain.Actor
	// Detail is sealed under the message's key.
	Detail []byte
	// Code and status say why or by what.
	Code, Status string
	// Event is what the owner's record calls it.
	Event chain.MailboxEventKind
}

// AddFact appends a fact to a delivery and an event to the owner's record; the state shown is derived from all facts.
func (s *Service) AddFact(ctx context.Context, tx *store.Tx, owner *sides.Side, d *ent.Delivery, f Fact) error {
	create := tx.DeliveryFact.Create().SetDeliveryID(d.ID).SetState(deliveryfact.State(f.State)).SetAt(tx.Now).SetActorID(f.By.ID).
		SetCode(f.Code).SetStatus(f.Status)
	if f.Detail != nil {
		create.SetSealedDetail(f.Detail)
	}
	if err := create.Exec(ctx); err != nil {
		return err
	}
	facts, err := tx.DeliveryFact.Query().Where(deliveryfact.DeliveryID(d.ID)).All(ctx)
	if err != nil {
		return err
	}
	update := tx.Delivery.UpdateOneID(d.ID).SetState(delivery.State(deriveState(facts)))
	if f.State == casemail.Failed && d.SilenceStep < ToldOfSilence {
		update.SetSilenceStep(silenceEnded)
	}
	if err := update.Exec(ctx); err != nil {
		return err
	}
	if slices.Contains(stateOrder[slices.Index(stateOrder, deliveryfact.StateOPENED):], deliveryfact.State(f.State)) || f.State == casemail.Rejected {
		if err := EndSilence(ctx, tx, d.OwnerSideID, d.AuthorityID); err != nil {
			return err
		}
	}
	if owner == nil {
		return nil
	}
	if !reached(deliveryfact.State(d.State)) && reached(deliveryfact.State(f.State)) {
		if err := s.markReceived(ctx, tx, owner, nil, d.AuthorityID); err != nil {
			return err
		}
	}
	f.By.Name = s.directory.AuthorityName(d.AuthorityID)
	if err := s.chain.AppendAndNotify(ctx, tx, owner, chain.Event{Kind: f.Event, Actor: f.By, Message: d.MessageID, State: f.State}); err != nil {
		return err
	}
	if !justArrived(facts, f.State) {
		return nil
	}
	return s.confirmArrival(ctx, tx, owner, d.AuthorityID, d.MessageID, true)
}

// stateOrder is how far a message got, from its queue to an answer.
var stateOrder = []deliveryfact.State{
	deliveryfact.StateQUEUED, deliveryfact.StateDEFERRED, deliveryfact.StateHANDED_OVER, deliveryfact.StateRELAYED,
	deliveryfact.StateDELIVERED, deliveryfact.StateOPENED, deliveryfact.StateCONFIRMED, deliveryfact.StateANSWERED,
}

// reached reports whether a state says that a message is with the authority: its server took it over, or more.
func reached(state deliveryfact.State) bool {
	return slices.Index(stateOrder, state) >= slices.Index(stateOrder, deliveryfact.StateRELAYED)
}

// deriveState derives the state of a delivery from its facts: the furthest in stateOrder, unless there is a failure that nothing a
// person did (opened, confirmed, answered) outweighs. That an authority rejected a message, because it is not competent, only an answer
// outweighs. The order in which they became known does not matter: a receipt and an answer come by mails of their own, and either may be
// the first.
func deriveState(facts []*ent.DeliveryFact) casemail.DeliveryState {
	best, failed, rejected := -1, false, false
	opened, answered := slices.Index(stateOrder, deliveryfact.StateOPENED), slices.Index(stateOrder, deliveryfact.StateANSWERED)
	for _, f := range facts {
		best = max(best, slices.Index(stateOrder, f.State))
		failed = failed || f.State == deliveryfact.StateFAILED
		rejected = rejected || f.State == deliveryfact.StateREJECTED
	}
	switch {
	case rejected && best < answered:
		return casemail.Rejected
	case failed && best < opened:
		return casemail.Failed
	}
	return casemail.DeliveryState(stateOrder[max(best, 0)])
}

// ConfirmAAD is what the sealed name of the clerk who confirmed a delivery is bound to.
func ConfirmAAD(deliveryID string) string { return sides.FieldAAD(deliveryID, "delivery", "detail") }

// Deliveries lists the deliveries of messages, one list for each: for the owner one for each authority, for an authority its own.
func (s *Service) Deliveries(ctx context.Context, messages []*Message) ([][]*Delivery, error) {
	held := Holdings(messages)
	var wanted []string
	for _, m := range messages {
		if m.Direction == casemail.Outbound {
			wanted = append(wanted, m.ID)
		}
	}
	lists := make([][]*Delivery, len(messages))
	if len(wanted) == 0 {
		return lists, nil
	}
	// The policy narrows the deliveries to the viewer's sides; the facts of those belong to them.
	rows, err := s.db.Client().Delivery.Query().Where(delivery.MessageIDIn(wanted...)).Order(ent.Asc(delivery.FieldID)).All(ctx)
	if err != nil {
		return nil, err
	}
	facts, err := s.loadFacts(ctx, rows)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		for _, side := range []string{row.OwnerSideID, row.AuthoritySideID} {
			i, asked := held.At[Holding{side, row.MessageID}]
			if !asked {
				continue
			}
			d, err := s.deliveryModel(ctx, row, facts[row.ID], messages[i])
			if err != nil {
				return nil, err
			}
			lists[i] = append(lists[i], d)
		}
	}
	return lists, nil
}

// Delivery is the delivery of one message to one authority, for either of the two.
func (s *Service) Delivery(ctx context.Context, deliveryID string) (_ *Delivery, err error) {
	defer errs.Wrap(&err, "postbox.Delivery(%s)", deliveryID)
	row, err := s.db.Client().Delivery.Query().Where(delivery.ID(deliveryID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "there is no such delivery")
	}
	if err != nil {
		return nil, err
	}
	m, err := s.FindMessage(ctx, row.MessageID)
	if err != nil {
		return nil, err
	}
	facts, err := s.loadFacts(ctx, []*ent.Delivery{row})
	if err != nil {
		return nil, err
	}
	return s.deliveryModel(ctx, row, facts[row.ID], m)
}

func (s *Service) loadFacts(ctx context.Context, rows []*ent.Delivery) (map[string][]*ent.DeliveryFact, error) {
	wanted := make([]string, len(rows))
	for i, row := range rows {
		wanted[i] = row.ID
	}
	facts, err := s.db.Client().DeliveryFact.Query().Where(deliveryfact.DeliveryIDIn(wanted...)).
		Order(ent.Asc(deliveryfact.FieldID)).All(sides.SystemReads(ctx, "postbox.deliveries"))
	if err != nil {
		return nil, err
	}
	by := map[string][]*ent.DeliveryFact{}
	for _, f := range facts {
		by[f.DeliveryID] = append(by[f.DeliveryID], f)
	}
	return by, nil
}

func (s *Service) deliveryModel(ctx context.Context, row *ent.Delivery, facts []*ent.DeliveryFact, m *Message) (*Delivery, error) {
	d := &Delivery{
		ID: row.ID, AuthorityID: row.AuthorityID, AuthorityName: s.nameOfThen(row.AuthorityName, row.AuthorityID), Channel: ChannelKind(row.Channel), State: deriveState(facts),
		NextAttemptAt: sides.UTC(row.NextAttemptAt), ToldOfSilence: slices.Contains(StepsTold, row.SilenceStep),
		Cover: m.FromAuthorityID != nil,
	}
	d.Silent = row.SilenceStep == ToldOfSilence && slices.Contains(silentStates, delivery.State(d.State))
	if d.State == casemail.Failed {
		d.FailureCode = (*casemail.FailureCode)(row.FailureCode)
	}
	for _, f := range facts {
		step := DeliveryStep{State: casemail.DeliveryState(f.State), At: f.At.UTC(), Code: f.Code, Status: f.Status}
		if len(f.SealedDetail) > 0 {
			plain, err := m.key.Open(ConfirmAAD(row.ID), f.SealedDetail)
			if err != nil {
				return nil, s.sides.Alarm(ctx, row.ID, err)
			}
			name := string(plain)
			step.Person = &name
		}
		if f.State == deliveryfact.StateCONFIRMED {
			at := f.At.UTC()
			d.ConfirmedAt, d.ConfirmedBy = &at, step.Person
		}
		d.Steps = append(d.Steps, step)
	}
	slices.SortStableFunc(d.Steps, func(a, b DeliveryStep) int { return a.At.Compare(b.At) })
	return d, nil
}

// CheckDay checks a calendar day in Berlin that must not be over.
func CheckDay(day *string, now time.Time, field string) error {
	if day == nil {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, *day); err != nil {
		return errs.Refuse(errs.InvalidValue, field)
	}
	if *day < clock.Day(now) {
		return errs.RefuseText(errs.InvalidValue, "day_over", nil, field)
	}
	return nil
}

// RecordAnswered records that an authority answered a message, and that it has it: an answer is the receipt where one was asked
// for. Of other messages it says nothing, whether they went out before or after: nobody saw what became of them.
func (s *Service) RecordAnswered(ctx context.Context, tx *store.Tx, owner *sides.Side, d *ent.Delivery, by chain.Actor) error {
	answered, err := HasFact(ctx, tx, d.ID, deliveryfact.StateANSWERED)
	if err != nil || answered {
		return err
	}
	return s.AddFact(ctx, tx, owner, d, Fact{State: casemail.Answered, By: by, Event: chain.DeliveryChanged})
}

// HasFact reports whether a delivery has a fact in one of several states.
func HasFact(ctx context.Context, tx *store.Tx, deliveryID string, states ...deliveryfact.State) (bool, error) {
	return tx.DeliveryFact.Query().Where(deliveryfact.DeliveryID(deliveryID), deliveryfact.StateIn(states...)).Exist(ctx)
}

// SaveAttempt stores when a delivery is tried again, nil for never, and why it failed; nil where it did not.
func SaveAttempt(ctx context.Context, tx *store.Tx, deliveryID string, next *time.Time, failure *casemail.FailureCode) error {
	update := tx.Delivery.UpdateOneID(deliveryID).SetNillableNextAttemptAt(next)
	if next == nil {
		update.ClearNextAttemptAt()
	}
	if failure != nil {
		update.SetFailureCode(delivery.FailureCode(*failure))
	}
	return update.Exec(ctx)
}

// DeleteDeliveries deletes deliveries, with their facts, that nobody has to know of any more.
func DeleteDeliveries(ctx context.Context, tx *store.Tx, ids ...string) error {
	_, err := tx.Delivery.Delete().Where(delivery.IDIn(ids...)).Exec(ctx)
	return err
}

// ForgetOwner takes the owner out of the deliveries of a mailbox that is deleted: authorities that keep their copy need not know any more
// whose they were.
func ForgetOwner(ctx context.Context, tx *store.Tx, ownerSideID string) error {
	_, err := tx.Exec(ctx, `UPDATE delivery SET owner_reader = '' WHERE owner_side_id = ?`, ownerSideID)
	return err
}

// DeleteMailbox deletes a mailbox with its parties; its owner's side goes before.
func DeleteMailbox(ctx context.Context, tx *store.Tx, mailboxID string) error {
	return tx.CaseMailbox.DeleteOneID(mailboxID).Exec(ctx)
}

// ForgetPredecessor has the mailboxes that continue one forget it, because it is deleted.
func ForgetPredecessor(ctx context.Context, tx *store.Tx, mailboxID string) error {
	_, err := tx.Exec(ctx, `UPDATE case_mailbox SET predecessor_id = NULL WHERE predecessor_id = ?`, mailboxID)
	return err
}
