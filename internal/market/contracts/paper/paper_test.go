package paper_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schalter/internal/market/contracts/paper"
)

var day = time.Date(2026, 11, 29, 11, 0, 0, 0, time.UTC)

// templates are those of the demonstration.
func templates(t *testing.T) (texts []*paper.Text) {
	t.Helper()
	for _, name := range []string{"SUB_SUB_REUSE", "annex-data-protection", "annex-set-up", "annex-sheet"} {
		b, err := os.ReadFile(filepath.Join("../../../demo/market/templates", name+".de.md"))
		if err != nil {
			t.Fatal(err)
		}
		text, problems := paper.Parse(string(b))
		if len(problems) > 0 {
			t.Fatalf("%s: %v", name, problems)
		}
		texts = append(texts, text)
	}
	return texts
}

func facts() paper.Facts {
	return paper.Facts{
		Values: map[string]string{
			"contract.reference": "VT-7KQ-M2X-94C", "order.reference": "BE-123", "contract.effectiveFrom": "29.11.2026", "contract.endsOn": "keines (unbefristet)",
			"contract.noticePeriodMonths": "3", "grantor.name": "BayKommun", "grantee.name": "Stadt Bamberg", "grantee.ars": "094610000000",
			"grantee.actsThrough": "selbst", "offering.name": "Wohngeld", "offering.provider": "Land Schleswig-Holstein", "offering.versionFrom": "01.10.2026",
			"order.note": "**nicht fett** # keine Überschrift\nzweite Zeile {{today}}", "order.alreadyInUse": "nein", "today": "29.11.2026",
		},
		Lists: map[string][]paper.Line{
			"offering.services": {{Text: "Wohngeld (99107023017000)"}},
			"chain":             {{Text: "Bereitstellung: Land Schleswig-Holstein an FITKO, seit 01.01.2023"}},
			"signatures":        {{Kind: paper.ToSign, Text: "Für Stadt Bamberg"}, {Kind: paper.ToSign, Text: "Für BayKommun"}},
			"offering.dataProtection": {
				{Kind: paper.Paragraph, Text: "Ein Vertrag über die Auftragsverarbeitung ist nicht nötig (§ 8a Abs. 4 OZG)."},
				{Kind: paper.Paragraph, Text: "Für die Verarbeitung nach dem Eingang bleibt die Fachbehörde verantwortlich."},
			},
			"offering.sheet": {{Kind: paper.Heading, Text: "Kosten"}, {Kind: paper.Paragraph, Text: strings.Repeat("Ein Absatz mit Text. ", 40)}, {Text: "ein Punkt"}},
		},
	}
}

func printed(t *testing.T, texts []*paper.Text, f paper.Facts) []byte {
	t.Helper()
	pdf, err := paper.Print(paper.Sheets{Texts: texts, Facts: f, Name: "Vertrag VT-7KQ-M2X-94C · Wohngeld · Stadt Bamberg", Creator: "Schalter", Created: day})
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func TestTheSameTemplateAndFactsMakeTheSameBytes(t *testing.T) {
	t.Parallel()
	first := printed(t, templates(t), facts())
	if !bytes.Equal(first, printed(t, templates(t), facts())) {
		t.Error("two prints differ")
	}
	other := facts()
	other.Values["grantee.name"] = "Stadt Coburg"
	if bytes.Equal(first, printed(t, templates(t), other)) {
		t.Error("another grantee makes the same contract")
	}
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "contract.pdf"), first, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatATemplateMayNotHoldIsNamed(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]paper.Problem{
		"Guten Tag {{grantee.nmae}}":        {Kind: paper.UnknownPlaceholder, What: "{{grantee.nmae}}"},
		"Guten Tag {{grantee.name":          {Kind: paper.UnknownPlaceholder, What: "Guten Tag {{grantee.name"},
		"Verträge: {{chain}}":               {Kind: paper.ListInSentence, What: "chain"},
		"# {{tasks}}":                       {Kind: paper.ListInSentence, What: "tasks"},
		"[Link](https://example.org)":       {Kind: paper.UnknownMarkup, What: "link"},
		"<script>alert(1)</script>":         {Kind: paper.UnknownMarkup, What: "htmlblock"},
		"ein *schräges* Wort":               {Kind: paper.UnknownMarkup, What: "emphasis"},
		"> Zitat":                           {Kind: paper.UnknownMarkup, What: "blockquote"},
		"`Code`":                            {Kind: paper.UnknownMarkup, What: "codespan"},
		"![Bild](x.png)":                    {Kind: paper.UnknownMarkup, What: "image"},
		"- a\n  - b\n    - c\n      - d":    {Kind: paper.UnknownMarkup, What: "list"},
		"Ein Zeichen ohne Schrift: \u4e2d.": {Kind: paper.Unprintable, What: "\u4e2d (U+4E2D)"},
	} {
		if text, problems := paper.Parse(source); text != nil || len(problems) != 1 || problems[0] != want {
			t.Errorf("%q: %v, want %v", source, problems, want)
		}
	}
}

func TestEveryPlaceholderCanBeUsed(t *testing.T) {
	t.Parallel()
	for _, name := range paper.Placeholders() {
		text, problems := paper.Parse("Vorher\n\n{{ " + name + " }}\n\n- Punkt\n\n1. Zahl **fett** und \\*Stern &amp; Zeichen")
		if len(problems) > 0 || !text.Uses(name) || text.Uses("nothing") {
			t.Errorf("%s: %v", name, problems)
		}
		printed(t, []*paper.Text{text}, paper.Facts{})
	}
}

// A fact is printed as it is: Markdown and placeholders in it mean nothing.
func TestFactsAreNeverMarkdown(t *testing.T) {
	t.Parallel()
	text, _ := paper.Parse("Hinweis: {{order.note}}\n\n{{parameters}}")
	note := "# Titel **fett** {{today}} [x](https://example.org)"
	plain := paper.Facts{Values: map[string]string{"order.note": note, "today": "heute"}, Lists: map[string][]paper.Line{"parameters": {{Text: note}}}}
	escaped, problems := paper.Parse("Hinweis: \\# Titel \\*\\*fett\\*\\* \\[x\\](https://example.org)")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if bytes.Equal(printed(t, []*paper.Text{text}, plain), printed(t, []*paper.Text{escaped}, paper.Facts{})) {
		t.Error("the list was not printed")
	}
	one, _ := paper.Parse("Hinweis: {{order.note}}")
	other := paper.Facts{Values: map[string]string{"order.note": "# Titel **fett** [x](https://example.org)"}}
	if !bytes.Equal(printed(t, []*paper.Text{one}, other), printed(t, []*paper.Text{escaped}, paper.Facts{})) {
		t.Error("a fact was read as Markdown")
	}
}

func TestTheSheetOfSignaturesSaysWhoSignedWhat(t *testing.T) {
	t.Parallel()
	digest := strings.Repeat("0123456789abcdef", 4)
	sheet := paper.SignatureSheet{Reference: "VT-7KQ-M2X-94C", Creator: "Schalter", Digest: digest, Size: 48213, Created: day, Open: []string{"Für BayKommun (Geber)"},
		Signatures: []paper.Signed{{
			Party: "Gemeinde Langenneufnach", Role: "Nehmer", Signer: "Eva Hartmann", Organisation: "Verwaltungsgemeinschaft Stauden", Acting: "Max Muster",
			Fingerprint: digest, SignedInAt: day, At: day.Add(4 * time.Minute), Digest: digest,
		}}}
	pdf, err := sheet.Print()
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Fatal(err)
	}
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "sheet.pdf"), pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
