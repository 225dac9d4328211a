package support

import (
	"errors"
	"testing"

	"schalter/internal/mail/mime"
)

func TestEveryTransitionIsAllowedOrRefused(t *testing.T) {
	t.Parallel()
	states := []TicketState{Open, WaitingForRequester, WaitingForVendor, Resolved}
	// A row is the state before, a column the state after; o is what operators alone set, m what members set as well.
	want := map[TicketState]string{
		Open:                "-oom",
		WaitingForRequester: "o-om",
		WaitingForVendor:    "oo-m",
		Resolved:            "m---",
	}
	for _, from := range states {
		for i, to := range states {
			operator, member := maySet(true, from, to), maySet(false, from, to)
			if got := map[[2]bool]byte{{false, false}: '-', {true, false}: 'o', {true, true}: 'm'}[[2]bool{operator, member}]; got != want[from][i] {
				t.Errorf("%s to %s is %c, not %c", from, to, got, want[from][i])
			}
		}
	}
	events := []event{requesterReplies, vendorReplies, operatorReplies, platformNotes}
	after := map[TicketState][]TicketState{
		Open:                {Open, Open, Open, Open},
		WaitingForRequester: {Open, WaitingForRequester, WaitingForRequester, WaitingForRequester},
		WaitingForVendor:    {Open, Open, WaitingForVendor, WaitingForVendor},
		Resolved:            {Open, Open, Resolved, Resolved},
	}
	for _, from := range states {
		for i, e := range events {
			if got := follows[from][e]; got != after[from][i] {
				t.Errorf("%s after %s is %s, not %s", from, e, got, after[from][i])
			}
		}
	}
}

func TestOnlyWhatWasWrittenAnewIsShown(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Ja, gern.": "Ja, gern.",
		"Ja.\n\nAm 29.11.2026 um 18:00 schrieb Schalter:\n> Wer unterschreibt?\n> Grüße":          "Ja.",
		"Ja.\n\nOn Sun, 29 Nov 2026 at 18:00, Schalter\n<a@b.example> wrote:\n> Who?":             "Ja.",
		"Ja.\n-- \nStadt Tal\nRathausplatz 1":                                                     "Ja.",
		"Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Schalter\nBetreff: Ticket":                "Ja.",
		"Ja.\n\nVon: Schalter <a@b.example>\nGesendet: Sonntag\nAn: Tal\nBetreff: Ticket\n\nWer?": "Ja.",
		"Ja.\n\n" + replyLine + "\n\nWer?":                                                        "Ja.",
		"> Wer unterschreibt?\nDie Bürgermeisterin.\n> Und wann?":                                 "> Wer unterschreibt?\nDie Bürgermeisterin.",
		"> nur das Alte": "> nur das Alte",
		"Am Montag schrieb ich Ihnen:\nBitte antworten Sie.": "Am Montag schrieb ich Ihnen:\nBitte antworten Sie.",
		"Von: wem kommt das?\nDas weiß ich nicht.":           "Von: wem kommt das?\nDas weiß ich nicht.",
	} {
		if got := shownText(text); got != want {
			t.Errorf("of %q is shown %q, not %q", text, got, want)
		}
	}
}

func TestAReaderThatDiesOfAMailMakesAnError(t *testing.T) {
	t.Parallel()
	read, err := guarded(func() (int, error) { panic("nobody thought of this") })
	if !errors.Is(err, mime.ErrMalformed) || read != 0 {
		t.Errorf("%d, %v", read, err)
	}
	if read, err := guarded(func() (int, error) { return 1, nil }); read != 1 || err != nil {
		t.Errorf("one that reads: %d, %v", read, err)
	}
}
