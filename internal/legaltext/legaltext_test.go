package legaltext_test

import (
	"strings"
	"testing"

	"schalter/internal/legaltext"
)

func TestTextsAreWholeInBothLanguages(t *testing.T) {
	t.Parallel()
	operator := legaltext.Operator{Name: "Betreiberin X", Address: []string{"Weg 1", "80331 München"}, Email: "x@demo.example"}
	for _, locale := range []string{"de", "en"} {
		texts := legaltext.InForce(locale, operator, []string{"© Quelle"})
		if len(texts) != 6 {
			t.Fatalf("%s: got %d texts", locale, len(texts))
		}
		for _, text := range texts {
			if !strings.HasPrefix(text.Markdown, "# ") || len(text.Markdown) < 400 || strings.Contains(text.Markdown, "{{") {
				t.Errorf("%s %s: begins %.40q, %d characters", locale, text.Kind, text.Markdown, len(text.Markdown))
			}
		}
		if imprint := texts[3].Markdown; !strings.Contains(imprint, "Betreiberin X") || !strings.Contains(imprint, "© Quelle") {
			t.Errorf("%s: the imprint names neither operator nor sources", locale)
		}
	}
}
