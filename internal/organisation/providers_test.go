package organisation_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// TestProvidersAreRegistrableDomains reads the list as the program does: what is no registrable domain would never be found, and
// a domain of an authority in it would keep the authority's gateway out.
func TestProvidersAreRegistrableDomains(t *testing.T) {
	t.Parallel()
	list, err := os.ReadFile("providers.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(list)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		ascii, err := idna.Lookup.ToASCII(line)
		if err != nil || ascii != line {
			t.Errorf("%q is not as certificates write it", line)
		}
		if domain, err := publicsuffix.EffectiveTLDPlusOne("post." + line); err != nil || domain != line {
			t.Errorf("%q is no registrable domain: %q, %v", line, domain, err)
		}
		if slices.Contains(all, line) {
			t.Errorf("%q stands twice", line)
		}
		all = append(all, line)
	}
	for _, provider := range []string{"gmx.de", "web.de", "t-online.de", "mailbox.org", "posteo.de", "email.de", "vr-web.de", "munich.com"} {
		if !slices.Contains(all, provider) {
			t.Errorf("%s is missing", provider)
		}
	}
	for _, own := range []string{"bayern.de", "bund.de", "muenchen.de", "nuernberg.de", "augsburg.de", "akdb.de", "kommune.bayern", "landkreis-muenchen.de"} {
		if slices.Contains(all, own) {
			t.Errorf("%s is no provider's", own)
		}
	}
}
