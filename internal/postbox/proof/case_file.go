package proof

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"schalter/ent"
	"schalter/ent/casenote"
	"schalter/internal/clock"
	"schalter/internal/evidence"
	"schalter/internal/legal"
	"schalter/internal/postal"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// What an authority's side holds beside its messages and its record stands in the export as a text, so that nothing is lost where the copy here ends
// with it: the person as proven, how far the matter is, periods, notes of colleagues. Drafts are no part of it: they were never sent.

// heldBeside is such a text, with how many notes are in it.
func (s *Service) heldBeside(ctx context.Context, side *sides.Side) (text string, notes int, err error) {
	var b strings.Builder
	fmt.Fprintf(&b, "Akte zum Fall %s\n\nWas die Behörde außer den Nachrichten und der Ereignisfolge in diesem Fall hat. Nicht gesendete Entwürfe gehören nicht dazu.\n", side.Reference)
	section := func(title string) { fmt.Fprintf(&b, "\n%s\n%s\n", title, strings.Repeat("-", len([]rune(title)))) }
	section("Person, wie sie zuletzt geschrieben hat")
	fmt.Fprintf(&b, "%s\n", side.Head.PersonName)
	if a := side.Head.Address; a != nil {
		b.WriteString(addressText(*a))
	}
	fmt.Fprintf(&b, "Nachgewiesen: %s\n", trustWords[side.Head.TrustLevel])
	progress, err := s.conversation.ProgressHeld(ctx, side)
	if err != nil {
		return "", 0, err
	}
	if progress != nil {
		section("Stand, wie ihn die Person sieht")
		fmt.Fprintf(&b, "%s, seit %s\n", evidence.DescribeProgress(string(progress.State)), clock.DayAndTime(progress.Since))
		if progress.ExpectedBy != nil {
			fmt.Fprintf(&b, "Voraussichtlich bis: %s\n", *progress.ExpectedBy)
		}
		if progress.NextStep != nil {
			fmt.Fprintf(&b, "Nächster Schritt: %s\n", *progress.NextStep)
		}
		for _, missing := range progress.MissingDocuments {
			fmt.Fprintf(&b, "Es fehlt: %s\n", missing)
		}
	}
	deadlines, err := s.datesOf(ctx, side.ID)
	if err != nil {
		return "", 0, err
	}
	if len(deadlines) > 0 {
		section("Fristen und Tage")
		for _, d := range deadlines {
			fmt.Fprintf(&b, "%s: %s. %s\n", d.Result.Date, legal.Title(d.Result.Rule.Kind, "de"), d.Result.Explain("de"))
		}
	}
	list, err := s.inbox.NotesHeld(ctx, side)
	if err != nil {
		return "", 0, err
	}
	if len(list) > 0 {
		section("Vermerke; die Person hat sie nicht gesehen")
		for _, n := range list {
			fmt.Fprintf(&b, "%s, %s:\n%s\n\n", clock.DayAndTime(n.At), n.Author, n.Body)
		}
	}
	return b.String(), len(list), nil
}

// trustWords are what of a person was proven.
var trustWords = map[string]string{"NONE": "nichts", "EMAIL": "die E-Mail-Adresse", "POSTAL": "die Postanschrift, durch einen Brief mit Code"}

// datesOf are the days with legal effect that count now on a side.
func (s *Service) datesOf(ctx context.Context, sideID string) (list []*dates.Date, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *store.Tx) error {
		lists, err := s.dates.OfSides(ctx, tx, []string{sideID})
		if err != nil {
			return err
		}
		list = lists[0]
		return nil
	})
	return list, err
}

// addressText is an address line by line; nothing of it is left out, as it would be on an envelope.
func addressText(a postal.Address) string {
	var b strings.Builder
	line := func(parts ...*string) {
		var words []string
		for _, p := range parts {
			if p != nil && *p != "" {
				words = append(words, *p)
			}
		}
		if len(words) > 0 {
			b.WriteString(strings.Join(words, " ") + "\n")
		}
	}
	line(&a.Recipient)
	line(a.Addition)
	line(a.Street, a.HouseNumber)
	line(a.PostalCode, &a.City)
	line(a.Region)
	line(&a.Country)
	return b.String()
}

// whole is everything that a side holds, as it was read.
type whole struct {
	side *sides.Side
	*evidence.Package
	// notes is how many notes of colleagues are in it; complete says that no message was left out.
	notes    int
	complete bool
}

// served keeps that an authority's export was served to its end; nil where there is nothing to keep.
func (s *Service) served(w *whole) func(ctx context.Context) error {
	if w.side.IsOwner() || !w.complete {
		return nil
	}
	return func(ctx context.Context) error { return s.keepExported(ctx, w) }
}

// keepExported keeps that all of a case was exported, unless something that is no event was added while it was read: what is one, the number of the
// last event says.
func (s *Service) keepExported(ctx context.Context, w *whole) error {
	by := viewer.From(ctx)
	return s.db.Tx(viewer.System(ctx, "postbox.exported"), func(ctx context.Context, tx *store.Tx) error {
		row, err := sides.LockRow(ctx, tx, w.side.ID)
		if ent.IsNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		notes, err := tx.CaseNote.Query().Where(casenote.SideID(row.ID)).Count(ctx)
		if err != nil {
			return err
		}
		if notes != w.notes || !bytes.Equal(row.SealedHead, w.side.SealedHead) || row.ExportedSeq != nil && *row.ExportedSeq > w.side.EventSeq {
			return nil
		}
		if err := sides.KeepExported(ctx, tx, row.ID, w.CreatedAt, w.side.EventSeq); err != nil {
			return err
		}
		inbox.PublishChange(tx, row)
		return s.audit.Record(ctx, tx, by, "case.export", row.ID, "", row.Reader)
	})
}
