//go:build demo

package certificates_test

import (
	"strings"
	"testing"

	"schalter/internal/demo/certificates"
)

// Tax numbers have the check digit of Bavaria (ELSTER form), and no address leads out of the demonstration.
func TestCertificatesOfTheDemonstrationAreEachItsOwn(t *testing.T) {
	t.Parallel()
	weights := []int{0, 5, 4, 3, 0, 2, 7, 6, 5, 4, 3, 2}
	fingerprints, mailboxes := map[string]bool{}, 0
	for _, c := range certificates.List() {
		fingerprints[c.Fingerprint()] = true
		if c.Person == "" {
			mailboxes++
		}
		if c.Email != "" && !strings.HasSuffix(c.Email, ".example") {
			t.Errorf("%s: %s", c.Key, c.Email)
		}
		sum := 0
		for i, w := range weights {
			sum += w * int(c.TaxNumber[i]-'0')
		}
		if len(c.TaxNumber) != 13 || 11-sum%11 != int(c.TaxNumber[12]-'0') {
			t.Errorf("%s: %s", c.Key, c.TaxNumber)
		}
	}
	if len(fingerprints) != len(certificates.List()) || len(fingerprints) < 10 || mailboxes != 2 {
		t.Errorf("%d certificates, %d of functional mailboxes", len(fingerprints), mailboxes)
	}
}
