package scan_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schalter/internal/scan"
)

// The files in testdata are one empty page, as qpdf 11 encrypts it in each revision of the standard handler: with a password to open
// it, or with one only for its owner.
func TestAPDFThatNeedsAPasswordIsRefused(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(files) < 14 {
		t.Fatalf("got %d files, %v", len(files), err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := scan.Reason("")
		if strings.HasSuffix(name, "-user.pdf") {
			want = scan.Encrypted
		}
		for what, text := range map[string]string{"": string(content), " behind a blank line": "\xef\xbb\xbf\r\n" + string(content)} {
			if _, err := check(text, "a.pdf"); reason(err) != want || (err == nil) != (want == "") {
				t.Errorf("%s%s: got %v, want %q", name, what, err, want)
			}
		}
	}
}

func TestAPDFBehindAMarkOrABlankLineIsTaken(t *testing.T) {
	t.Parallel()
	content := "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n" + strings.Repeat("\x00\x01\xff", 100)
	for _, lead := range []string{"", "\n", "\r\n\r\n", "\xef\xbb\xbf", "\xef\xbb\xbf\r\n", "  \t\n"} {
		if got, err := check(lead+content, "a.pdf"); err != nil || got != "application/pdf" {
			t.Errorf("%q before it: got %q, %v", lead, got, err)
		}
	}
	for _, lead := range []string{"x", "%!\n", strings.Repeat("\n", 200), "GIF89a", "<html>"} {
		if got, err := check(lead+content, "a.pdf"); reason(err) != scan.Mismatch {
			t.Errorf("%q before it: got %q, %v", lead, got, err)
		}
	}
}

func FuzzPDF(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.pdf")
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(content))
	}
	f.Add("%PDF-1.7\ntrailer<</Encrypt<</Filter/Standard/R 3/V 2/Length 9999/O(\\)/U<")
	f.Fuzz(func(t *testing.T, content string) {
		if _, err := check(content, "a.pdf"); err != nil && reason(err) == "" {
			t.Errorf("got %v", err)
		}
	})
}
