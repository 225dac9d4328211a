package postbox

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// startDelivery begins the delivery of a message to an authority. Into its inbox here it is delivered by this transaction; to its
// own mailbox the gateway sends it.
func (s *Service) startDelivery(ctx context.Context, tx *store.Tx, messageID string, owner *openSide, to recipientSide) error {
	channel, state := delivery.ChannelINBOX, deliveryfact.StateDELIVERED
	if to.side.transit() {
		channel, state = delivery.ChannelSMIME, deliveryfact.StateQUEUED
	}
	deliveryID := id.New(id.Delivery, tx.Now)
	err := tx.Delivery.Create().SetID(deliveryID).SetMessageID(messageID).SetAuthorityID(to.authority).
		SetNillableAuthorityName(s.present(&to.authority)).SetOwnerReader(owner.Reader).
		SetOwnerSideID(owner.ID).SetAuthoritySideID(to.side.ID).SetChannel(channel).SetState(delivery.State(state)).SetCreatedAt(tx.Now).Exec(ctx)
	if err != nil {
		return err
	}
	if err := tx.DeliveryFact.Create().SetDeliveryID(deliveryID).SetState(state).SetAt(tx.Now).Exec(ctx); err != nil {
		return err
	}
	if to.side.transit() {
		return s.Gateway.Dispatch(ctx, tx, deliveryID, to.authority, owner.Reference)
	}
	return s.Notices.AuthorityNotice(ctx, tx, to.authority, to.side.ID)
}

// fact is one thing that became known of a delivery.
type fact struct {
	state DeliveryState
	by    actor
	// detail is sealed under the message's key.
	detail []byte
	// code and status say why or by what.
	code, status string
	// event is what the owner's record calls it.
	event MailboxEventKind
}

// addFact appends a fact to a delivery and an event to the owner's record; the state shown is derived from all facts.
func (s *Service) addFact(ctx context.Context, tx *store.Tx, owner *openSide, d *ent.Delivery, f fact) error {
	create := tx.DeliveryFact.Create().SetDeliveryID(d.ID).SetState(deliveryfact.State(f.state)).SetAt(tx.Now).SetActorID(f.by.id).
		SetCode(f.code).SetStatus(f.status)
	if f.detail != nil {
		create.SetSealedDetail(f.detail)
	}
	if err := create.Exec(ctx); err != nil {
		return err
	}
	facts, err := tx.DeliveryFact.Query().Where(deliveryfact.DeliveryID(d.ID)).All(ctx)
	if err != nil {
		return err
	}
	if err := tx.Delivery.UpdateOneID(d.ID).SetState(delivery.State(deriveState(facts))).Exec(ctx); err != nil {
		return err
	}
	if owner == nil {
		return nil
	}
	f.by.name = s.Directory.AuthorityName(d.AuthorityID)
	return s.appendEventAndNotify(ctx, tx, owner, sideEvent{kind: f.event, by: f.by, message: d.MessageID, state: f.state})
}

// stateOrder is how far a message got, from its queue to an answer.
var stateOrder = []deliveryfact.State{
	deliveryfact.StateQUEUED, deliveryfact.StateDEFERRED, deliveryfact.StateHANDED_OVER, deliveryfact.StateRELAYED,
	deliveryfact.StateDELIVERED, deliveryfact.StateOPENED, deliveryfact.StateCONFIRMED, deliveryfact.StateANSWERED,
}

// deriveState derives the state of a delivery from its facts: the furthest in stateOrder, unless there is a failure that nothing a
// person did (opened, confirmed, answered) outweighs. The order in which they became known does not matter: a receipt and an
// answer come by mails of their own, and either may be the first.
func deriveState(facts []*ent.DeliveryFact) DeliveryState {
	best, failure := -1, DeliveryState("")
	opened := slices.Index(stateOrder, deliveryfact.StateOPENED)
	for _, f := range facts {
		reached := slices.Index(stateOrder, f.State)
		if reached < 0 {
			failure = DeliveryState(f.State)
			continue
		}
		best = max(best, reached)
	}
	if failure != "" && best < opened {
		return failure
	}
	return DeliveryState(stateOrder[max(best, 0)])
}

func confirmAAD(deliveryID string) string { return fieldAAD(deliveryID, "delivery", "detail") }

// Deliveries lists the deliveries of messages, one list for each: for the owner one for each authority, for an authority its own.
func (s *Service) Deliveries(ctx context.Context, messages []*Message) ([][]*Delivery, error) {
	held := holdings(messages)
	var wanted []string
	for _, m := range messages {
		if m.Direction == Outbound {
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
			i, asked := held.at[holding{side, row.MessageID}]
			if !asked {
				continue
			}
			d, err := s.deliveryModel(ctx, row, facts[row.ID], messages[i].key)
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
	return s.deliveryModel(ctx, row, facts[row.ID], m.key)
}

func (s *Service) loadFacts(ctx context.Context, rows []*ent.Delivery) (map[string][]*ent.DeliveryFact, error) {
	wanted := make([]string, len(rows))
	for i, row := range rows {
		wanted[i] = row.ID
	}
	facts, err := s.db.Client().DeliveryFact.Query().Where(deliveryfact.DeliveryIDIn(wanted...)).
		Order(ent.Asc(deliveryfact.FieldID)).All(systemReads(ctx, "postbox.deliveries"))
	if err != nil {
		return nil, err
	}
	by := map[string][]*ent.DeliveryFact{}
	for _, f := range facts {
		by[f.DeliveryID] = append(by[f.DeliveryID], f)
	}
	return by, nil
}

func (s *Service) deliveryModel(ctx context.Context, row *ent.Delivery, facts []*ent.DeliveryFact, key vault.Key) (*Delivery, error) {
	d := &Delivery{
		ID: row.ID, AuthorityID: row.AuthorityID, AuthorityName: s.nameOfThen(row.AuthorityName, row.AuthorityID), Channel: ChannelKind(row.Channel), State: deriveState(facts),
		NextAttemptAt: utc(row.NextAttemptAt),
	}
	if d.State == Failed {
		d.FailureCode = (*FailureCode)(row.FailureCode)
	}
	for _, f := range facts {
		step := DeliveryStep{State: DeliveryState(f.State), At: f.At.UTC(), Code: f.Code, Status: f.Status}
		if len(f.SealedDetail) > 0 {
			plain, err := key.Open(confirmAAD(row.ID), f.SealedDetail)
			if err != nil {
				return nil, s.alarm(ctx, row.ID, err)
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

// checkDay checks a calendar day in Berlin that must not be over.
func checkDay(day *string, now time.Time, field string) error {
	if day == nil {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, *day); err != nil {
		return errs.Refuse(errs.InvalidValue, field)
	}
	if *day < today(now) {
		return errs.RefuseText(errs.InvalidValue, "day_over", nil, field)
	}
	return nil
}

// recordAnswered records that an authority answered a message, and that it has it: an answer is the receipt where one was asked
// for. Of other messages it says nothing, whether they went out before or after: nobody saw what became of them.
func (s *Service) recordAnswered(ctx context.Context, tx *store.Tx, owner *openSide, d *ent.Delivery, by actor) error {
	answered, err := hasFact(ctx, tx, d.ID, deliveryfact.StateANSWERED)
	if err != nil || answered {
		return err
	}
	return s.addFact(ctx, tx, owner, d, fact{state: Answered, by: by, event: DeliveryChanged})
}

// hasFact reports whether a delivery has a fact in one of several states.
func hasFact(ctx context.Context, tx *store.Tx, deliveryID string, states ...deliveryfact.State) (bool, error) {
	return tx.DeliveryFact.Query().Where(deliveryfact.DeliveryID(deliveryID), deliveryfact.StateIn(states...)).Exist(ctx)
}
