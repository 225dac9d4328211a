package inbound

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"schalter/ent"
	"schalter/internal/delivery"
	"schalter/internal/mail/mime"
	"schalter/internal/testkit"
)

func TestSubjectIsFreedOfMarksOfReplies(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"": noSubject, "  ": noSubject, "Re:": noSubject, "AW: Re: WG: Ihr Antrag": "Ihr Antrag", "Re[2]: AW:Antrag": "Antrag",
		"RE : Antrag": "Antrag", "Antwort: Frage": "Frage", "Regen: morgen": "Regen: morgen", "Rechnung Re: 5": "Rechnung Re: 5",
		"eins\r\nzwei\x00": "eins zwei", strings.Repeat("ä", 300): strings.Repeat("ä", maxAnswerSubject),
	} {
		if got := answerSubject(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestOnlyOurOwnQuotationAtTheEndIsLeftOut(t *testing.T) {
	t.Parallel()
	reference := newReference()
	quoted := "> Fallnummer: " + reference + "\n>\n> Guten Tag"
	for name, tt := range map[string]struct{ text, want string }{
		"answer above":           {"Ja.\n\nAm Montag schrieb Schalter:\n" + quoted, "Ja."},
		"attribution two lines":  {"Ja.\n\nAm Montag, 10:15, schrieb\n<gateway@schalter.example>:\n" + quoted, "Ja."},
		"attribution of another": {"Ja.\n\nAm Montag schrieb Frau Muster:\n" + quoted, "Ja.\n\nAm Montag schrieb Frau Muster:"},
		"no attribution":         {"Ja.\n" + quoted + "\n\n", "Ja."},
		"answer below":           {quoted + "\n\nJa.", quoted + "\n\nJa."},
		"answer between":         {"Ja.\n" + quoted + "\nNein.\n> Gruß", "Ja.\n" + quoted + "\nNein.\n> Gruß"},
		"somebody else's":        {"Ja.\n> Zitat eines Gesetzes", "Ja.\n> Zitat eines Gesetzes"},
		"without marks":          {"Ja.\n\nVon: Schalter\n" + reference, "Ja.\n\nVon: Schalter\n" + reference},
		"only our mail":          {quoted, ""},
		"control characters":     {"Ja\x00\x07.", "Ja."},
	} {
		if got := withoutOurQuote(tt.text, reference, "Schalter", gatewayAddress); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

func TestTextTooLongForAMessageComesAlongAsADocument(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ä", maxAnswerText+1)
	got := attachmentsOf(&mime.Message{Attachments: []mime.File{{Name: "a.pdf"}}}, long)
	if len(got) != 2 || string(got[0].Data) != long || got[1].Filename != "a.pdf" {
		t.Errorf("got %d documents", len(got))
	}
	if got := attachmentsOf(&mime.Message{}, long[:10]); len(got) != 0 {
		t.Errorf("got %d documents of a short text", len(got))
	}
}

func TestTextThatHidesReferencesCanStillBeRead(t *testing.T) {
	t.Parallel()
	reference := newReference()
	got := delivery.WithoutReferences("AW: " + reference + ", eilt")
	if len(delivery.ReferencesIn(got)) != 0 || !strings.Contains(got, strings.ReplaceAll(reference, "-", " ")) {
		t.Errorf("got %q", got)
	}
}

func TestAttack26HugeStructuresAreCutInTime(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		var nested, many strings.Builder
		for i := range 2000 {
			fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
		}
		many.WriteString("Content-Type: multipart/mixed; boundary=b\r\n\r\n")
		for range 10_000 {
			many.WriteString("--b\r\n\r\nx\r\n")
		}
		header := "X-Long: " + strings.Repeat("a", 10<<20) + "\r\n\r\n"
		for name, entity := range map[string]string{"nested": nested.String(), "many": many.String(), "header": header} {
			r := g.to(q, "")
			signed := g.asSigned(t, []byte(entity))
			for form, raw := range map[string][]byte{"signed": g.encrypted(t, r, signed), "encrypted": g.encrypted(t, r, []byte(entity)), "plain": []byte(entity)} {
				var row *ent.InboundMail
				took := testkit.Work(t, func() { row = g.take(t, raw) })
				if row.State != isQuarantined {
					t.Errorf("%s, %s: got %s %s", name, form, row.State, delivery.Deref(row.Reason))
				}
				if took > 20*time.Second {
					t.Errorf("%s, %s: took %s", name, form, took)
				}
			}
		}
		g.nothingShown(t)
	})
}
