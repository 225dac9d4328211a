package cms_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
)

func asPEM(t testing.TB, names ...string) []byte {
	t.Helper()
	var out []byte
	for _, name := range names {
		out = append(out, cmstest.File(t, name+".pem")...)
	}
	return out
}

func TestUploadedCertificatesAreReadInEveryForm(t *testing.T) {
	t.Parallel()
	leaf := cmstest.Certificate(t, cmstest.AuthorityEC)
	p7b := cmstest.File(t, "authority-ec.p7b")
	dir := cmstest.Dir(t)
	for name, tc := range map[string]struct {
		file  []byte
		chain int
	}{
		"PEM":                    {asPEM(t, cmstest.AuthorityEC), 0},
		"DER":                    {leaf.Raw, 0},
		"DER with a line end":    {append(bytes.Clone(leaf.Raw), '\n'), 0},
		"PEM with chain":         {asPEM(t, cmstest.AuthorityEC, "chain"), 2},
		"PEM in another order":   {asPEM(t, "root", cmstest.AuthorityEC, "sub"), 2},
		"PEM twice":              {asPEM(t, cmstest.AuthorityEC, "sub", cmstest.AuthorityEC), 1},
		"with text around":       {cmstest.OpenSSL(t, dir, nil, "x509", "-in", "authority-ec.pem", "-text"), 0},
		"p7b":                    {p7b, 2},
		"p7b as PEM":             {pem.EncodeToMemory(&pem.Block{Type: "PKCS7", Bytes: p7b}), 2},
		"foreign root beside it": {asPEM(t, cmstest.AuthorityEC, "sub", "root"), 2},
	} {
		got, chain, err := cms.ParseCertificates(tc.file)
		if err != nil || !got.Equal(leaf) || len(chain) != tc.chain {
			t.Errorf("%s: got %d issuers, %v", name, len(chain), err)
			continue
		}
		if tc.chain == 2 && (!chain[0].Equal(cmstest.Certificate(t, "sub")) || !chain[1].Equal(cmstest.Certificate(t, "root"))) {
			t.Errorf("%s: chain out of order", name)
		}
	}
}

func TestUploadsThatAreNoCertificateAreRefusedWithTheirReason(t *testing.T) {
	t.Parallel()
	block, _ := pem.Decode(cmstest.File(t, "brainpool.pem"))
	many := bytes.Repeat(asPEM(t, "root"), 40)
	for name, tc := range map[string]struct {
		file []byte
		want error
	}{
		"empty":            {nil, cms.ErrNoCertificate},
		"text":             {[]byte("guten Tag"), cms.ErrNoCertificate},
		"cut DER":          {cmstest.Certificate(t, "root").Raw[:300], cms.ErrNoCertificate},
		"private key":      {append(asPEM(t, cmstest.Other), cmstest.File(t, "other.key")...), cms.ErrPrivateKey},
		"two ends":         {asPEM(t, cmstest.AuthorityEC, cmstest.AuthorityRSA), cms.ErrSeveral},
		"too large":        {make([]byte, 300<<10), cms.ErrTooLarge},
		"too many":         {many, cms.ErrTooLarge},
		"PEM of no value":  {[]byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), cms.ErrNoCertificate},
		"a signed message": {sign(t, []byte("x"), cmstest.PlatformEC, func(o *cms.SignOptions) { o.Chain = registered(t, cmstest.Other) }), cms.ErrSeveral},
	} {
		if _, _, err := cms.ParseCertificates(tc.file); !errors.Is(err, tc.want) {
			t.Errorf("%s: got %v, want %v", name, err, tc.want)
		}
	}
	for name, file := range map[string][]byte{"DER": block.Bytes, "PEM": asPEM(t, "brainpool", "chain")} {
		_, _, err := cms.ParseCertificates(file)
		var problems cms.Problems
		if !errors.As(err, &problems) || !slices.Equal(problems, cms.Problems{cms.Brainpool}) {
			t.Errorf("brainpool as %s: got %v", name, err)
		}
	}
}

func TestKeysAreJudgedByTheirSize(t *testing.T) {
	t.Parallel()
	dir := cmstest.Dir(t)
	make := func(algorithm, option, digest string) *x509.Certificate {
		cmstest.OpenSSL(t, dir, nil, "genpkey", "-algorithm", algorithm, "-pkeyopt", option, "-out", "k.key")
		file := cmstest.OpenSSL(t, dir, nil, "req", "-x509", "-new", "-key", "k.key", "-"+digest, "-subj", "/CN=x", "-days", "36500",
			"-addext", "subjectAltName=email:a@b.example", "-addext", "basicConstraints=critical,CA:FALSE")
		block, _ := pem.Decode(file)
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for name, tc := range map[string]struct {
		c    *x509.Certificate
		want cms.Problem
	}{
		"RSA 1024": {make("RSA", "rsa_keygen_bits:1024", "sha256"), cms.WeakKey},
		"RSA 2048": {make("RSA", "rsa_keygen_bits:2048", "sha256"), cms.WeakKeySoon},
		"P-521":    {make("EC", "ec_paramgen_curve:P-521", "sha256"), cms.UnsupportedCurve},
		"P-256":    {make("EC", "ec_paramgen_curve:P-256", "sha256"), ""},
		"SHA-1":    {make("EC", "ec_paramgen_curve:P-256", "sha1"), cms.SHA1Signed},
	} {
		at := tc.c.NotBefore.Add(1)
		got := cms.CheckCertificate(tc.c, cms.Encryption, "a@b.example", at)
		var want cms.Problems
		if tc.want != "" {
			want = cms.Problems{tc.want}
		}
		if !slices.Equal(got, want) || (len(got.Warnings()) > 0) != (tc.want == cms.WeakKeySoon) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

// An address may stand in the subject only, as older issuers write it (RFC 8550, 3); it counts like one among the alternative names.
func TestAddressesInTheSubjectCount(t *testing.T) {
	t.Parallel()
	email := asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}
	named := func(names []string, alternative ...string) *x509.Certificate {
		form := &x509.Certificate{
			SerialNumber: big.NewInt(1), EmailAddresses: alternative, NotBefore: time.Unix(1_700_000_000, 0), NotAfter: time.Unix(1_800_000_000, 0),
			KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyAgreement,
		}
		form.Subject.CommonName = "cn@b.example"
		for _, name := range names {
			form.Subject.ExtraNames = append(form.Subject.ExtraNames, pkix.AttributeTypeAndValue{Type: email, Value: name})
		}
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
		if err != nil {
			t.Fatal(err)
		}
		c, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for name, tc := range map[string]struct {
		c    *x509.Certificate
		all  string
		want cms.Problem
	}{
		"subject only":           {named([]string{"A@B.example"}), "A@B.example", ""},
		"both":                   {named([]string{"A@b.example"}, "a@b.example"), "a@b.example", ""},
		"subject besides":        {named([]string{"a@b.example"}, "x@b.example"), "x@b.example a@b.example", ""},
		"another in the subject": {named([]string{"x@b.example"}), "x@b.example", cms.OtherAddress},
		"only a common name":     {named(nil), "", cms.NoAddress},
		"an empty one":           {named([]string{""}), "", cms.NoAddress},
	} {
		got := cms.CheckCertificate(tc.c, cms.Encryption, "a@b.example", time.Unix(1_750_000_000, 0))
		var want cms.Problems
		if tc.want != "" {
			want = cms.Problems{tc.want}
		}
		if all := strings.Join(cms.Addresses(tc.c), " "); !slices.Equal(got, want) || all != tc.all {
			t.Errorf("%s: got %v, %q", name, got, all)
		}
	}
}
