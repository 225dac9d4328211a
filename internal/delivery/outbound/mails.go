package outbound

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/ent/predicate"
	"schalter/internal/store"
)

// What package inbound asks of the mails that went out. Their rows belong to this package alone.

// FindMail returns a mail of ours, nil when there is none.
func (s *Service) FindMail(ctx context.Context, mailID string) (*ent.GatewayMail, error) {
	m, err := s.DB.Client().GatewayMail.Get(ctx, mailID)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return m, err
}

// FindMails returns those of some mails that are there, oldest first.
func (s *Service) FindMails(ctx context.Context, mailIDs []string) ([]*ent.GatewayMail, error) {
	return s.DB.Client().GatewayMail.Query().Where(gatewaymail.IDIn(mailIDs...)).
		Order(ent.Asc(gatewaymail.FieldCreatedAt, gatewaymail.FieldID)).Limit(len(mailIDs)).All(ctx)
}

// SettleMail marks that nothing more is expected of a mail that was handed over.
func SettleMail(ctx context.Context, tx *store.Tx, mailID string) error {
	return tx.GatewayMail.Update().Where(gatewaymail.ID(mailID), gatewaymail.StateEQ(gatewaymail.StateHANDED_OVER)).
		SetState(gatewaymail.StateSETTLED).SetSettledAt(tx.Now).Exec(ctx)
}

// BouncesWithin is how long after its hand-over a mail can come back: servers try for about five days (RFC 5321, 4.5.4.1). The
// bounce address stands as Return-Path in the mailbox, so that later anybody who reads there could make up a failure.
const BouncesWithin = 7 * 24 * time.Hour

// mayBounce selects mails of which a report that arrived at a time may say that they failed: on their way, or handed over in the
// days before, and nothing heard since that shows that they arrived.
func mayBounce(arrived time.Time) predicate.GatewayMail {
	return gatewaymail.Or(
		gatewaymail.And(gatewaymail.StateEQ(gatewaymail.StateQUEUED), gatewaymail.FirstAttemptAtNotNil()),
		gatewaymail.And(gatewaymail.StateEQ(gatewaymail.StateHANDED_OVER), gatewaymail.HandedOverAtGTE(arrived.Add(-BouncesWithin))),
	)
}

// MayBounce says whether a report that arrived at a time may say that a mail failed.
func (s *Service) MayBounce(ctx context.Context, mailID string, arrived time.Time) (bool, error) {
	return s.DB.Client().GatewayMail.Query().Where(gatewaymail.ID(mailID), mayBounce(arrived)).Exist(ctx)
}

// FailBounced makes a mail failed of which a report that arrived at a time says so; false when that counts no more.
func (s *Service) FailBounced(ctx context.Context, tx *store.Tx, mailID, cause string, arrived time.Time) (bool, error) {
	n, err := tx.GatewayMail.Update().Where(gatewaymail.ID(mailID), mayBounce(arrived)).
		SetState(gatewaymail.StateFAILED).SetFailure(cause).SetSettledAt(tx.Now).ClearNextAttemptAt().
		ClearSealed().ClearWrappedKey().ClearKekID().Save(ctx)
	return n > 0, err
}

// Operators are alarmed when so many mails to an authority in a row came back, of those written in so many days.
const (
	alarming       = 3
	alarmingWithin = 30 * 24 * time.Hour
)

// AlarmBounces alarms the operators once when the last messages to an authority, of which anything was heard, all came back.
func (s *Service) AlarmBounces(ctx context.Context, tx *store.Tx, authorityID string) error {
	last, err := tx.GatewayMail.Query().Where(gatewaymail.AuthorityID(authorityID), gatewaymail.KindEQ(gatewaymail.KindMESSAGE),
		gatewaymail.CreatedAtGTE(tx.Now.Add(-alarmingWithin)), gatewaymail.StateIn(gatewaymail.StateFAILED, gatewaymail.StateSETTLED)).
		Order(ent.Desc(gatewaymail.FieldCreatedAt, gatewaymail.FieldID)).Limit(alarming + 1).All(ctx)
	if err != nil {
		return err
	}
	inARow := slices.IndexFunc(last, func(m *ent.GatewayMail) bool { return m.State != gatewaymail.StateFAILED })
	if inARow < 0 {
		inARow = len(last)
	}
	if inARow != alarming {
		return nil
	}
	tx.AfterCommit(func(ctx context.Context) {
		s.Log.ErrorContext(ctx, "mails to an authority come back", "authority", authorityID, "alarm", true)
	})
	return s.Channels.RecordBouncing(ctx, tx, authorityID)
}
