package inbound

import (
	"context"
	"slices"
	"testing"
	"time"

	"schalter/ent"
	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

func operator() context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_op", Roles: []viewer.Role{viewer.Operator}})
}

func strangers() map[string]context.Context {
	return map[string]context.Context{
		"nobody":  context.Background(),
		"citizen": viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_1"}),
		"editor":  viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_2", Roles: []viewer.Role{viewer.Editor}}),
		"clerk":   viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_3", ClerkFor: []string{city}}),
	}
}

// An answer that was held for long is in quarantine as long as every other one, and looking at it prolongs nothing.
func TestContentInQuarantineHasItsDaysFromThere(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		held := g.take(t, g.write(t, g.withoutReference(g.ask(t, city, newReference()), "Montag.")))
		g.Clock.Advance(delivery.ConfirmWithin + time.Hour)
		g.sweep(t)
		want(t, g.row(t, held.ID), isQuarantined, ReasonUnconfirmed)
		there := func() bool { return g.row(t, held.ID).BlobKey != nil }
		g.Clock.Advance(keepContentFor - time.Hour)
		g.sweep(t)
		if !there() {
			t.Error("the content went before its time")
		}
		delete(g.organisations.boxes, city)
		if accepted, _, err := g.gateway.Retry(operator(), held.ID); err != nil || accepted {
			t.Errorf("checked again: %v, %v", accepted, err)
		}
		g.Clock.Advance(2 * time.Hour)
		g.sweep(t)
		if there() {
			t.Error("looking at it prolonged its time")
		}
	})
}

func (g *gatewayDesk) row(t testing.TB, mailID string) *ent.InboundMail {
	t.Helper()
	row, err := g.World.DB.Client().InboundMail.Get(g.ctx, mailID)
	if err != nil {
		t.Fatal(err)
	}
	return row
}

func (g *gatewayDesk) sweep(t testing.TB) {
	t.Helper()
	if err := g.gateway.SweepInbound(context.Background(), g.Clock.Now()); err != nil {
		t.Fatal(err)
	}
}

func TestQuarantineIsBoundedAndStrangersTakeNoRoomFromAuthorities(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		junk := func(text string) []byte { return []byte("From: x@evil.example\r\n\r\n" + text + "\r\n") }
		first := g.take(t, junk("one"))
		grow := func(size int64) {
			g.tx(t, func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, `UPDATE inbound_mail SET size = ? WHERE id = ?`, size, first.ID)
				return err
			})
		}
		grow(maxQuarantine / 2)
		if row := g.take(t, junk("two")); row.State != isQuarantined || row.BlobKey != nil {
			t.Errorf("a stranger's mail beyond the room: %+v", row)
		}
		r := g.to(q, "Ja")
		known := g.take(t, append(r.head(), r.innerOf()...))
		if delivery.Deref(known.AuthorityID) != city || known.BlobKey == nil {
			t.Errorf("a mail of an authority: %+v", known)
		}
		grow(maxQuarantine)
		r = g.to(q, "Jaja")
		if row := g.take(t, append(r.head(), r.innerOf()...)); row.State != isQuarantined || row.BlobKey != nil {
			t.Errorf("a mail beyond all room: %+v", row)
		}
	})
}

func TestQuarantineIsForOperatorsAndShowsNoContent(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		var all []string
		for _, word := range []string{"eins", "zwei", "drei"} {
			row := g.take(t, []byte("From: Wer <x@evil.example>\r\nSubject: Betreff "+word+"\r\n\r\nInhalt "+word+"\r\n"))
			all = append([]string{row.ID}, all...)
		}
		for who, ctx := range strangers() {
			if list, err := g.gateway.Quarantine(ctx, pagination.Request{Limit: 10}); err != nil || len(list.Items) != 0 {
				t.Errorf("%s sees %d, %v", who, len(list.Items), err)
			}
			if _, err := g.gateway.QuarantinedMail(ctx, all[0]); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%s sees one: %v", who, err)
			}
			if _, _, err := g.gateway.Retry(ctx, all[0]); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%s checks again: %v", who, err)
			}
		}
		first, err := g.gateway.Quarantine(operator(), pagination.Request{Limit: 2})
		if err != nil || len(first.Items) != 2 || !first.HasNext {
			t.Fatalf("got %+v, %v", first, err)
		}
		rest, err := g.gateway.Quarantine(operator(), pagination.Request{Limit: 2, After: first.Items[1].Position})
		if err != nil || len(rest.Items) != 1 || rest.HasNext || !rest.HasPrevious {
			t.Fatalf("got %+v, %v", rest, err)
		}
		got := []string{first.Items[0].Node.ID, first.Items[1].Node.ID, rest.Items[0].Node.ID}
		if !slices.Equal(got, all) {
			t.Errorf("got %v, want %v", got, all)
		}
		back, err := g.gateway.Quarantine(operator(), pagination.Request{Limit: 5, Before: all[2], Backward: true})
		if err != nil || len(back.Items) != 2 || back.Items[0].Node.ID != all[0] {
			t.Errorf("backward: %+v, %v", back, err)
		}
		if m := first.Items[0].Node; m.From != "Wer <x@evil.example>" || m.Subject != "Betreff drei" || m.ReasonKey != string(ReasonNotEncrypted) || m.AuthorityID != nil || !m.Retryable {
			t.Errorf("got %+v", m)
		}
		if _, err := g.gateway.Quarantine(operator(), pagination.Request{Limit: 2, After: "inm_'--"}); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("a made-up position: %v", err)
		}
	})
}

func TestMailIsTakenAfterItsCertificateWasAdded(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		r := g.to(q, "Ja")
		r.signer = identity(t, cmstest.Other, "post@city.example", nil)
		row := g.take(t, g.write(t, r))
		want(t, row, isQuarantined, ReasonSignerUnknown)
		sent := len(g.outbox.all())
		accepted, shown, err := g.gateway.Retry(operator(), row.ID)
		if err != nil || accepted || shown.ReasonKey != string(ReasonSignerUnknown) {
			t.Fatalf("checked again too early: %v, %+v, %v", accepted, shown, err)
		}
		g.Clock.Advance(20 * 24 * time.Hour)
		g.organisations.register(city, r.signer.Certificate)
		if accepted, shown, err = g.gateway.Retry(operator(), row.ID); err != nil || !accepted || shown != nil {
			t.Fatalf("checked again: %v, %+v, %v", accepted, shown, err)
		}
		if got := len(g.cases.posted()); got != 1 {
			t.Errorf("posted %d times", got)
		}
		if _, _, err := g.gateway.Retry(operator(), row.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("once more: %v", err)
		}
		if told := g.told(t, sent); len(told) > 0 {
			t.Errorf("told %v", told)
		}
	})
}

func TestSweepsDestroyInTheirTime(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		refused := g.take(t, []byte("From: x@evil.example\r\nSubject: x\r\n\r\nx\r\n"))
		taken := g.take(t, g.write(t, g.to(q, "Ja")))
		g.sweep(t)
		if row, _ := g.World.DB.Client().InboundMail.Get(g.ctx, taken.ID); row == nil || row.BlobKey != nil {
			t.Errorf("accepted mail after a sweep: %+v", row)
		}
		if used, err := g.gateway.BlobsInUse(g.ctx, []string{"another", *refused.BlobKey}); err != nil || len(used) != 1 || !used[*refused.BlobKey] {
			t.Errorf("content in quarantine in use: %v, %v", used, err)
		}
		g.Clock.Advance(keepContentFor + time.Hour)
		g.sweep(t)
		shown, err := g.gateway.QuarantinedMail(operator(), refused.ID)
		if err != nil || shown.Retryable || shown.Subject != "x" {
			t.Errorf("got %+v, %v", shown, err)
		}
		if _, err := g.gateway.Blobs.Open(g.ctx, *refused.BlobKey); err == nil {
			t.Error("the content is still there")
		}
		if _, _, err := g.gateway.Retry(operator(), refused.ID); errs.AsRefusal(err) == nil {
			t.Errorf("checked again without content: %v", err)
		}
		g.Clock.Advance(keepEnvelopesFor - keepContentFor)
		g.sweep(t)
		if n, err := g.World.DB.Client().InboundMail.Query().Count(g.ctx); err != nil || n != 0 {
			t.Errorf("%d envelopes left, %v", n, err)
		}
		if n, err := g.World.DB.Client().SeenSignature.Query().Count(g.ctx); err != nil || n != 1 {
			t.Errorf("%d signatures known, %v", n, err)
		}
	})
}
