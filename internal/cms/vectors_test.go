package cms_test

import (
	"bytes"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
)

// readVector reads a message of another program. Its name is PROGRAM-WHAT_WHO.der.
func readVector(t *testing.T, file string, msg, want []byte) error {
	t.Helper()
	what, who, ok := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".der"), "_")
	if !ok {
		return fmt.Errorf("name without an identity")
	}
	var got []byte
	if strings.Contains(what, "-signed-") {
		weak := strings.Contains(what, "pkcs1")
		s, err := cms.Verify(msg, nil, []*x509.Certificate{cmstest.Certificate(t, who)}, cms.VerifyPolicy{PKCS1v15: weak})
		if err != nil {
			return err
		}
		if s.Weak != weak {
			return fmt.Errorf("weak is %v", s.Weak)
		}
		got = s.Content
	} else {
		p := cms.Modern
		switch {
		case strings.Contains(what, "rsa15"):
			p = cms.Legacy
		case strings.Contains(what, "-cbc-"):
			p = cms.Compat
		}
		plain, info, err := cms.Decrypt(msg, []cms.Recipient{cmstest.Of(t, who).Recipient()}, p.Inbound())
		if err != nil {
			return fmt.Errorf("%w (%+v)", err, info)
		}
		if info.Profile != p {
			return fmt.Errorf("profile %s, want %s", info.Profile, p)
		}
		got = plain
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("got %q", got)
	}
	return nil
}

func TestVectorsOfOtherProgramsAreRead(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("testdata/vectors/text")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/vectors/*.der")
	if err != nil {
		t.Fatal(err)
	}
	programs := map[string]int{}
	for _, file := range files {
		msg, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := readVector(t, file, msg, want); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		program, _, _ := strings.Cut(filepath.Base(file), "-")
		programs[program]++
	}
	for program, least := range map[string]int{"openssl": 7, "bc": 9, "nss": 3, "gpgsm": 2} {
		if programs[program] < least {
			t.Errorf("%d vectors of %s, want %d", programs[program], program, least)
		}
	}
}
