package evidence_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schalter/internal/evidence"
)

// pdfOf is nachweis.pdf of a package, in a folder.
func pdfOf(t testing.TB, w *world) string {
	t.Helper()
	for _, e := range entries(t, write(t, w.pkg)) {
		if e.name == "nachweis.pdf" {
			path := filepath.Join(t.TempDir(), "nachweis.pdf")
			if err := os.WriteFile(path, e.content, 0o600); err != nil {
				t.Fatal(err)
			}
			return path
		}
	}
	t.Fatal("no PDF")
	return ""
}

func TestPDFIsSignedAsAWhole(t *testing.T) {
	t.Parallel()
	for name, w := range map[string]*world{
		"ECDSA": newWorld(t, evidence.Proof, ecSeal), "RSA": newWorld(t, evidence.Export, rsaSeal),
	} {
		path := pdfOf(t, w)
		out, err := run(t, ".", "pdfsig", "-nocert", path)
		if err != nil || !strings.Contains(out, "Signature is Valid") || !strings.Contains(out, "Total document signed") || !strings.Contains(out, "ETSI.CAdES.detached") {
			t.Errorf("%s: pdfsig: %v\n%s", name, err, out)
		}
		if out, err := run(t, ".", "qpdf", "--check", path); err != nil || strings.Contains(out, "WARNING") {
			t.Errorf("%s: qpdf: %v\n%s", name, err, out)
		}
	}
}

func TestPDFSaysWhatHappened(t *testing.T) {
	t.Parallel()
	out, err := run(t, ".", "pdftotext", "-layout", pdfOf(t, newWorld(t, evidence.Proof, ecSeal)), "-")
	if err != nil {
		t.Fatal(err, out)
	}
	text := strings.Join(strings.Fields(out), " ")
	for _, want := range []string{
		"Nachweis über eine Nachricht", "Fallnummer FP-2026-0042-7", "Gewerbeanmeldung Café „Zur Post“, Teil 1", "K\u035fhālid Müller", "Stadt Bamberg, Gewerbeamt",
		"Nachricht abgesandt", "Zustellung: vom Mailserver der Behörde weitergegeben: 250 2.0.0 angenommen", "Zustellung: Empfang von der Behörde bestätigt",
		"Lageplan.pdf (17 Bytes)", "It's ö.pdf (9 Bytes), liegt nicht mehr bei", "4 von 4 Ereignissen", "Was er nicht belegt",
		"Siegel von Schalter", "schalter.example/log, 12 Einträge", "23.11.2026, 10:30:15 Uhr (MEZ)", "Seite 1 von",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
}
