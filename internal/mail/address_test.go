package mail_test

import (
	"errors"
	"strings"
	"testing"

	"schalter/internal/mail"
)

func TestPlainAddressesAreRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"maria@demo.example", "maria@demo.example"},
		{"  Maria.Mueller+Amt@Demo.EXAMPLE ", "Maria.Mueller+Amt@demo.example"},
		{"o'neill@xn--mller-kva.example", "o'neill@xn--mller-kva.example"},
		{"!#$%&'*+/=?^_`{|}~-@a.b-c.example", "!#$%&'*+/=?^_`{|}~-@a.b-c.example"},
		{strings.Repeat("a", 64) + "@" + strings.Repeat("b", 63) + ".example", strings.Repeat("a", 64) + "@" + strings.Repeat("b", 63) + ".example"},
	} {
		if got, err := mail.ParseAddress(tt.text); err != nil || got != tt.want {
			t.Errorf("ParseAddress(%q) = %q, %v; want %q", tt.text, got, err, tt.want)
		}
	}
}

func TestWhatIsNoPlainAddressIsRefused(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a.", 125)
	for _, tt := range []struct {
		text string
		want error
	}{
		{"", mail.ErrAddress},
		{"maria", mail.ErrAddress},
		{"@demo.example", mail.ErrAddress},
		{"maria@", mail.ErrAddress},
		{"maria@localhost", mail.ErrAddress},
		{"maria@127.0.0.1", mail.ErrAddress},
		{"maria@[127.0.0.1]", mail.ErrAddress},
		{"maria@demo.example.", mail.ErrAddress},
		{"maria@-demo.example", mail.ErrAddress},
		{"maria@demo..example", mail.ErrAddress},
		{".maria@demo.example", mail.ErrAddress},
		{"ma..ria@demo.example", mail.ErrAddress},
		{"ma ria@demo.example", mail.ErrAddress},
		{"a@b@demo.example", mail.ErrAddress},
		{"Maria <maria@demo.example>", mail.ErrAddress},
		{"<maria@demo.example>", mail.ErrAddress},
		{`"maria"@demo.example`, mail.ErrAddress},
		{"maria(work)@demo.example", mail.ErrAddress},
		{"a@demo.example, b@demo.example", mail.ErrAddress},
		{"a@demo.example;b@demo.example", mail.ErrAddress},
		{"maria@demo.example\r\nBcc: x@demo.example", mail.ErrAddress},
		{"maria@demo.example\n", mail.ErrAddress},
		{"maria\x00@demo.example", mail.ErrAddress},
		{"maria%0d%0a@demo.example\t", mail.ErrAddress},
		{strings.Repeat("a", 65) + "@demo.example", mail.ErrAddress},
		{"maria@" + long + "example", mail.ErrAddress},
		{"müller@demo.example", mail.ErrInternational},
		{"müller@müller.example", mail.ErrInternational},
		{"info@mü ller.example", mail.ErrAddress},
		{"info@müller", mail.ErrAddress},
		{"info@b\u0430mberg-ü.example", mail.ErrAddress},
		{"info@" + strings.Repeat("ü", 60) + ".example", mail.ErrAddress},
		{"ma\u202eria@demo.example", mail.ErrInternational},
		{"müller", mail.ErrAddress},
	} {
		if got, err := mail.ParseAddress(tt.text); !errors.Is(err, tt.want) || got != "" {
			t.Errorf("ParseAddress(%q) = %q, %v; want %v", tt.text, got, err, tt.want)
		}
	}
}

func FuzzParseAddress(f *testing.F) {
	f.Add("maria@demo.example")
	f.Add("Maria <maria@demo.example>\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := mail.ParseAddress(text)
		if err != nil {
			return
		}
		if again, err := mail.ParseAddress(got); err != nil || again != got || strings.ContainsAny(got, " \r\n<>,;\"()[]\x00") || len(got) > 254 {
			t.Errorf("ParseAddress(%q) = %q, again %q, %v", text, got, again, err)
		}
	})
}
