package mail_test

import (
	"context"
	"errors"
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

func TestHTMLThatLoadsSomethingIsNotSent(t *testing.T) {
	t.Parallel()
	s := sender(t, "smtp://127.0.0.1:9", nil)
	for _, html := range []string{
		`<img src="https://t.example/p.gif">`, `< IMG SRC=x>`, `<p style="background:url(https://t.example)">`, "<td\nbackground='x'>", `<script>1</script>`,
		`<link rel=stylesheet href=x>`, `<style>@import 'x'</style>`, `<p onclick="x">`, `<iframe>`, `<video poster=x>`, `<meta http-equiv=refresh content=0>`, `<svg><use href=x>`,
	} {
		m := sample()
		m.HTML = html
		if err := s.Send(t.Context(), m); !errors.Is(err, mail.ErrPermanent) {
			t.Errorf("%q: %v, want it refused", html, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := sample()
	m.HTML = `<p style="color:#000">Ihr Satz: src=x url(y) &lt;img src=z&gt; <a href="https://a.example/#token=t">a</a></p>`
	if err := s.Send(ctx, m); errors.Is(err, mail.ErrPermanent) {
		t.Errorf("plain HTML is refused: %v", err)
	}
}
