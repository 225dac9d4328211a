package conversation

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/message"
	"schalter/ent/viewmessage"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/legal"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// An authority that does nothing with a message is silent. One with an inbox here is reminded twice by mail, without content; then the owner is
// told, in the mailbox and by mail, and has the message as a letter. An authority with a mailbox of its own is not reminded: what is opened there
// nobody here can see, its own mail system shows what is unread, and many answer by post. Its sender is told that no answer came.
//
// Days are calendar days in Berlin since the message reached the authority's inbox, or was handed over. Of several steps that are due at once,
// because the program did not run or the clock jumped, the last one is taken: who waits is told without waiting longer. Whatever the authority
// does ends it (EndSilence).

// silentAfter is how many days lie between a message's arrival and each step: the authority is reminded, reminded again, the owner is told.
var silentAfter = [...]int{3, 9, 14}

// The column silence_step of a delivery counts the steps taken. ToldOfSilence is the last: the owner was told. silenceEnded says that nothing is
// to be done any more, and heardSinceTold that the authority was heard after the owner was told.
const (
	ToldOfSilence  = len(silentAfter)
	silenceEnded   = ToldOfSilence + 1
	heardSinceTold = ToldOfSilence + 2
)

// StepsTold are those of deliveries of which the owner was told: a letter once offered stays.
var StepsTold = []int{ToldOfSilence, heardSinceTold}

// silentStates are those in which nobody knows of anything that a person at the authority did with the message.
var silentStates = []delivery.State{delivery.StateHANDED_OVER, delivery.StateRELAYED, delivery.StateDELIVERED}

// silentAtOnce bounds what is read at once.
const silentAtOnce = 200

// silenceStep is the last step that is due after so many days.
func silenceStep(days int) int {
	step := 0
	for _, after := range silentAfter {
		if days >= after {
			step++
		}
	}
	return step
}

// SweepSilent reminds authorities of messages that they have done nothing with, and tells owners whose messages nothing was done with for two
// weeks. It is a function of now, and a step that was taken is not taken again.
func (s *Service) SweepSilent(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "postbox.SweepSilent")
	ctx = viewer.System(ctx, "postbox.silence")
	var failed errs.Failures
	for step, after := range silentAfter {
		until := clock.EndOfDay(now.In(clock.Berlin).AddDate(0, 0, -after))
		for last := ""; ; {
			ids, err := s.db.Client().Delivery.Query().Where(delivery.SilenceStep(step), delivery.CreatedAtLTE(until), delivery.StateIn(silentStates...),
				delivery.IDGT(last)).Order(ent.Asc(delivery.FieldID)).Limit(silentAtOnce).IDs(ctx)
			if err != nil {
				failed.Add(err)
				break
			}
			for _, deliveryID := range ids {
				// One that cannot be settled keeps no other from it.
				failed.Add(s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.settleSilence(ctx, tx, deliveryID) }))
			}
			if len(ids) < silentAtOnce {
				break
			}
			last = ids[len(ids)-1]
		}
	}
	return failed.Err()
}

// settleSilence takes the steps that are due of what was sent from a mailbox to an authority, with the owner's side locked.
func (s *Service) settleSilence(ctx context.Context, tx *store.Tx, deliveryID string) error {
	d, err := tx.Delivery.Get(ctx, deliveryID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	owner, opens, err := s.sides.LockIfOpens(ctx, tx, d.OwnerSideID)
	if err != nil && !ent.IsNotFound(err) {
		return err
	}
	if err != nil || !opens {
		// There is nobody who could be told.
		return EndSilence(ctx, tx, d.OwnerSideID, d.AuthorityID)
	}
	// Out of use, the authority could not open it; the steps wait until it can.
	if channel, err := s.organisations.Channel(ctx, tx, d.AuthorityID); err != nil || !channel.Connected {
		return err
	}
	due, err := s.dueOfSilence(ctx, tx, owner, d.AuthorityID)
	if err != nil {
		return err
	}
	remind := false
	told := map[delivery.Channel][]*ent.Delivery{}
	for _, one := range due {
		if err := tx.Delivery.UpdateOneID(one.ID).SetSilenceStep(one.step).Exec(ctx); err != nil {
			return err
		}
		action := "delivery.silent"
		switch {
		case one.step == ToldOfSilence:
			told[one.Channel] = append(told[one.Channel], one.Delivery)
		case one.step < ToldOfSilence && one.Channel == delivery.ChannelINBOX:
			remind, action = true, "delivery.remind"
		default:
			continue
		}
		if err := s.audit.Record(ctx, tx, viewer.From(ctx), action, one.ID, "", strconv.Itoa(silentAfter[one.step-1])); err != nil {
			return err
		}
	}
	if remind {
		if err := s.notices.SilenceReminder(ctx, tx, d.AuthorityID); err != nil {
			return err
		}
	}
	for _, channel := range []delivery.Channel{delivery.ChannelINBOX, delivery.ChannelSMIME} {
		if err := s.tellSilence(ctx, tx, owner, channel, told[channel]); err != nil {
			return err
		}
	}
	if len(told) == 0 {
		return nil
	}
	return sides.Save(ctx, tx, owner)
}

// silentDelivery is a delivery with the step that is due.
type silentDelivery struct {
	*ent.Delivery
	step int
}

// dueOfSilence are the deliveries from a mailbox to an authority of which a step is due, the oldest first. Of what the owner deleted nothing is
// to be done any more, nor of a cover, by which an authority passed messages of the person on: that is not what the person waits for.
func (s *Service) dueOfSilence(ctx context.Context, tx *store.Tx, owner *sides.Side, authorityID string) ([]silentDelivery, error) {
	rows, err := tx.Delivery.Query().Where(delivery.OwnerSideID(owner.ID), delivery.AuthorityID(authorityID), delivery.SilenceStepLT(ToldOfSilence),
		delivery.StateIn(silentStates...)).Order(ent.Asc(delivery.FieldCreatedAt, delivery.FieldID)).
		WithFacts(func(q *ent.DeliveryFactQuery) { q.Order(ent.Asc(deliveryfact.FieldID)) }).All(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, d := range rows {
		ids[i] = d.MessageID
	}
	held, err := tx.ViewMessage.Query().Where(viewmessage.SideID(owner.ID), viewmessage.MessageIDIn(ids...),
		viewmessage.HasMessageWith(message.FromAuthorityIDIsNil())).Select(viewmessage.FieldMessageID).Strings(ctx)
	if err != nil {
		return nil, err
	}
	var due []silentDelivery
	for _, d := range rows {
		step := silenceStep(legal.DayOf(arrivedAt(d)).DaysTo(legal.DayOf(tx.Now)))
		if !slices.Contains(held, d.MessageID) {
			step = silenceEnded
		}
		if step > d.SilenceStep {
			due = append(due, silentDelivery{d, step})
		}
	}
	return due, nil
}

// arrivedAt is when a delivery first reached a state in which the authority could do something with it.
func arrivedAt(d *ent.Delivery) time.Time {
	at := d.CreatedAt
	for _, f := range d.Edges.Facts {
		if slices.Contains(silentStates, delivery.State(f.State)) {
			return f.At
		}
	}
	return at
}

// EndSilence has an authority count as not silent about what was sent to it from a mailbox so far: it did something, or somebody else has the
// matter now. That the owner was told stays, and that it is silent does not.
func EndSilence(ctx context.Context, tx *store.Tx, ownerSideID, authorityID string) error {
	sent := delivery.And(delivery.OwnerSideID(ownerSideID), delivery.AuthorityID(authorityID))
	if err := tx.Delivery.Update().Where(sent, delivery.SilenceStepLT(ToldOfSilence)).SetSilenceStep(silenceEnded).Exec(ctx); err != nil {
		return err
	}
	return tx.Delivery.Update().Where(sent, delivery.SilenceStep(ToldOfSilence)).SetSilenceStep(heardSinceTold).Exec(ctx)
}

// silenceForm are subject, text and what to do of the notice that nothing was done: with one message its day, the authority and the days;
// with several their number before.
type silenceForm struct{ subject, one, several, advice string }

var silenceForms = map[string]map[delivery.Channel]silenceForm{
	"de": {
		delivery.ChannelINBOX: {
			"Noch nicht geöffnet: Ihre Nachricht an %s",
			"Ihre Nachricht vom %s liegt im Eingang von „%s“, seit %d Tagen. Geöffnet hat sie dort bisher niemand.",
			"%d Ihrer Nachrichten, die älteste vom %s, liegen im Eingang von „%s“, die älteste seit %d Tagen. Geöffnet hat sie dort bisher niemand.",
			silenceAdvice,
		},
		delivery.ChannelSMIME: {
			"Noch keine Antwort: Ihre Nachricht an %s",
			"Ihre Nachricht vom %s ging an das eigene E-Mail-Postfach von „%s“. Seit %d Tagen ist hier keine Antwort darauf eingegangen; eine automatische zählt dabei nicht. Ob dort jemand die Nachricht gelesen hat, können wir nicht sehen.",
			"%d Ihrer Nachrichten, die älteste vom %s, gingen an das eigene E-Mail-Postfach von „%s“. Seit %d Tagen ist hier keine Antwort darauf eingegangen; eine automatische zählt dabei nicht. Ob dort jemand die Nachrichten gelesen hat, können wir nicht sehen.",
			silenceAdvice,
		},
	},
	"en": {
		delivery.ChannelINBOX: {
			"Not opened yet: your message to %s",
			"Your message of %s lies in the inbox of “%s”, for %d days. So far nobody there has opened it.",
			"%d of your messages, the oldest of %s, lie in the inbox of “%s”, the oldest for %d days. So far nobody there has opened them.",
			silenceAdviceEnglish,
		},
		delivery.ChannelSMIME: {
			"No answer yet: your message to %s",
			"Your message of %s went to the own e-mail mailbox of “%s”. For %d days no answer to it has arrived here; an automatic one does not count. Whether somebody there has read it we cannot see.",
			"%d of your messages, the oldest of %s, went to the own e-mail mailbox of “%s”. For %d days no answer to them has arrived here; an automatic one does not count. Whether somebody there has read them we cannot see.",
			silenceAdviceEnglish,
		},
	},
}

const (
	silenceAdvice        = "Was Sie tun können: Fragen Sie bei der Behörde nach. Oder senden Sie Ihre Nachricht als Brief oder Fax; sie liegt dafür druckfertig bereit.\n\nLäuft eine Frist, warten Sie nicht ab."
	silenceAdviceEnglish = "What you can do: ask the authority. Or send your message as a letter or fax; it is ready to print.\n\nIf a period is running, do not wait."
)

// dayFormats write a day as people read it.
var dayFormats = map[string]string{"de": "02.01.2006", "en": "2 January 2006"}

// tellSilence tells the owner in the mailbox and by mail that nothing was done with messages, the oldest first.
func (s *Service) tellSilence(ctx context.Context, tx *store.Tx, owner *sides.Side, channel delivery.Channel, list []*ent.Delivery) error {
	if len(list) == 0 {
		return nil
	}
	person, err := s.people.Facts(ctx, owner.Reader)
	if err != nil {
		return err
	}
	locale := person.Locale
	if silenceForms[locale] == nil {
		locale = "de"
	}
	form, first := silenceForms[locale][channel], list[0]
	name, at := s.directory.AuthorityName(first.AuthorityID), arrivedAt(first)
	day, days := at.In(clock.Berlin).Format(dayFormats[locale]), legal.DayOf(at).DaysTo(legal.DayOf(tx.Now))
	text := fmt.Sprintf(form.one, day, name, days)
	if len(list) > 1 {
		text = fmt.Sprintf(form.several, len(list), day, name, days)
	}
	return s.PostNotice(ctx, tx, owner, person, fmt.Sprintf(form.subject, name), text+"\n\n"+form.advice, &first.MessageID)
}
