package scan_test

import (
	"path"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"schalter/internal/scan"
)

func TestAttack29FileNamesAreMadeSafe(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, want string }{
		{"../x", "x"},
		{"../../etc/passwd", "passwd"},
		{`..\..\windows\system32\cmd.exe`, "cmd.exe"},
		{"/", "Dokument"},
		{"..", "Dokument"},
		{"", "Dokument"},
		{" . . ", "Dokument"},
		{"invoice\u202efdp.exe", "invoicefdp.exe"},
		{"a\u2066b\u2069c\u200e.pdf", "abc.pdf"},
		{"a\x00.pdf", "a.pdf"},
		{"a.pdf\x00.exe", "a.pdf.exe"},
		{"a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"},
		{"CON", "_CON"},
		{"con.pdf", "_con.pdf"},
		{"Lpt1 .pdf", "_Lpt1 .pdf"},
		{"COM¹.txt", "_COM¹.txt"},
		{"nul.tar.gz", "_nul.tar.gz"},
		{"console.pdf", "console.pdf"},
		{"a.pdf. . ", "a.pdf"},
		{".htaccess", "htaccess"},
		{`a<b>c:"d"|e?f*.pdf`, "a_b_c__d__e_f_.pdf"},
		{"a\u00a0b\tc.pdf", "a bc.pdf"},
		{"bad\xffbytes.pdf", "badbytes.pdf"},
		{"%2e%2e%2fx.pdf", "%2e%2e%2fx.pdf"},
	} {
		if got := scan.CleanName(tt.name); got != tt.want {
			t.Errorf("CleanName(%+q) = %+q, want %+q", tt.name, got, tt.want)
		}
	}
}

func TestLettersOfTheNormStayInFileNames(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, want string }{
		{"Gewerbeanmeldung Müller & Söhne (1).pdf", "Gewerbeanmeldung Müller & Söhne (1).pdf"},
		{"K\u035fha\u0304lid L\u0302.pdf", "K\u035fhālid L\u0302.pdf"},
		{"Άδεια Г 张.pdf", "Άδεια Г 张.pdf"},
		{"a\u200b\u0308.pdf", "ä.pdf"},
		{"foto😀.jpg", "foto😀.jpg"},
	} {
		if got := scan.CleanName(tt.name); got != tt.want {
			t.Errorf("CleanName(%+q) = %+q, want %+q", tt.name, got, tt.want)
		}
	}
}

func TestLongFileNamesKeepTheirExtension(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, extension string }{
		{strings.Repeat("ä", 200) + ".pdf", ".pdf"},
		{strings.Repeat("a", 5000) + ".docx", ".docx"},
		{"a." + strings.Repeat("x", 500), ""},
		{strings.Repeat("😀", 100), ""},
	} {
		got := scan.CleanName(tt.name)
		if len(got) > 120 || len(got) < 100 || !utf8.ValidString(got) || !strings.HasSuffix(got, tt.extension) {
			t.Errorf("CleanName(%.20q…) = %q (%d bytes)", tt.name, got, len(got))
		}
	}
}

func FuzzCleanName(f *testing.F) {
	for _, name := range []string{"../x", "CON", "a\u202eb", "a\x00.pdf", strings.Repeat("ä", 100) + ".pdf", "con .a", ". a"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := scan.CleanName(name)
		bad := strings.IndexFunc(got, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\<>:"|?*`, r)
		})
		switch {
		case got == "" || len(got) > 120 || bad >= 0 || !utf8.ValidString(got) || !norm.NFC.IsNormalString(got):
			t.Errorf("CleanName(%+q) = %+q", name, got)
		case strings.HasPrefix(got, ".") || strings.HasSuffix(got, ".") || strings.HasSuffix(got, " ") || path.Base(got) != got:
			t.Errorf("CleanName(%+q) = %+q", name, got)
		case scan.CleanName(got) != got:
			t.Errorf("CleanName(%+q) = %+q, again %+q", name, got, scan.CleanName(got))
		}
	})
}
