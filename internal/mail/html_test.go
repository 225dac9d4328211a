package mail_test

import (
	"strings"
	"testing"

	"schalter/internal/mail"
)

func TestTextBecomesParagraphsAndLinks(t *testing.T) {
	t.Parallel()
	got := mail.HTML(mail.Message{Subject: "A & B", Locale: "DE", Text: "Guten Tag,\n\nerste Zeile\nzweite (https://a.example/x?y=1&z=2#token=t).\n\n<img src=x> javascript:alert(1)\n"})
	for _, want := range []string{
		`<html lang="de">`, "<title>A &amp; B</title>", "<p>Guten Tag,</p>", "<p>erste Zeile<br>\nzweite (",
		`<a href="https://a.example/x?y=1&amp;z=2#token=t">https://a.example/x?y=1&amp;z=2#token=t</a>).</p>`,
		"<p>&lt;img src=x&gt; javascript:alert(1)</p>",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %s", want, got)
		}
	}
	if strings.Count(got, "<a ") != 1 || strings.Contains(got, "<img") {
		t.Errorf("unexpected tags in %s", got)
	}
}
