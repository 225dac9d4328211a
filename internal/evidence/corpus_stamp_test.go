package evidence_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"math/big"
	"slices"
	"time"
)

// der is an element around its parts.
func der(tag byte, parts ...[]byte) []byte {
	content := bytes.Join(parts, nil)
	var length []byte
	switch n := len(content); {
	case n < 0x80:
		length = []byte{byte(n)}
	case n < 1<<8:
		length = []byte{0x81, byte(n)}
	default:
		length = []byte{0x82, byte(n >> 8), byte(n)}
	}
	return slices.Concat([]byte{tag}, length, content)
}

func derOID(t interface{ Fatal(...any) }, id ...int) []byte {
	b, err := asn1.Marshal(asn1.ObjectIdentifier(id))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// stampParts is a time-stamp by its parts, each of which may be another one.
type stampParts struct {
	status, token, info, contentType, version, imprintAlgorithm, imprint, moment, behindInfo []byte
	digest                                                                                   crypto.Hash
	signatureOID                                                                             []int
	key                                                                                      crypto.Signer
	opts                                                                                     crypto.SignerOpts
	certificate                                                                              []byte
	certificates                                                                             [][]byte
	issuer, serial                                                                           []byte
	attributes                                                                               func([][]byte) [][]byte
	signers                                                                                  func([]byte) []byte
	crls, unsigned                                                                           []byte
	essVersion                                                                               int
	signature                                                                                func([]byte) []byte
}

var hashIDs = map[crypto.Hash][]int{
	crypto.SHA1: {1, 3, 14, 3, 2, 26}, crypto.SHA256: {2, 16, 840, 1, 101, 3, 4, 2, 1}, crypto.SHA384: {2, 16, 840, 1, 101, 3, 4, 2, 2}, crypto.SHA512: {2, 16, 840, 1, 101, 3, 4, 2, 3},
}

// stampUsage is what a certificate is for: time-stamps alone, critical.
var stampUsage = pkix.Extension{Id: []int{2, 5, 29, 37}, Critical: true, Value: []byte{0x30, 0x0a, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08}}

func (k *corpus) stampCertificate(key crypto.Signer, from, to time.Time, extensions ...pkix.Extension) []byte {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(77), Subject: pkix.Name{CommonName: "Zeit", Organization: []string{"Stelle"}}, NotBefore: from, NotAfter: to,
		KeyUsage: x509.KeyUsageDigitalSignature, ExtraExtensions: extensions,
	}
	b, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		k.t.Fatal(err)
	}
	return b
}

func (k *corpus) newStamp() *stampParts {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		k.t.Fatal(err)
	}
	p := &stampParts{
		status: der(0x30, []byte{2, 1, 0}), contentType: derOID(k.t, 1, 2, 840, 113549, 1, 9, 16, 1, 4), version: []byte{2, 1, 1},
		imprintAlgorithm: der(0x30, derOID(k.t, hashIDs[crypto.SHA256]...), []byte{5, 0}), imprint: der(4, sum(k.w.pkg.Log.Checkpoint)),
		moment: der(0x18, []byte("20261129013000.5Z")), digest: crypto.SHA256, signatureOID: []int{1, 2, 840, 10045, 4, 3, 2}, key: key, opts: crypto.SHA256, essVersion: 2,
		certificate: k.stampCertificate(key, created.AddDate(-20, 0, 0), created.AddDate(40, 0, 0), stampUsage),
	}
	p.certificates = [][]byte{p.certificate}
	return p
}

func (p *stampParts) hash(b []byte) []byte {
	h := p.digest.New()
	h.Write(b)
	return h.Sum(nil)
}

func (k *corpus) stampOf(p *stampParts) []byte {
	certificate, err := x509.ParseCertificate(p.certificate)
	if err != nil {
		k.t.Fatal(err)
	}
	if p.issuer == nil {
		p.issuer = certificate.RawIssuer
	}
	if p.serial == nil {
		p.serial = []byte{2, 1, 77}
	}
	info := p.info
	if info == nil {
		info = der(0x30, p.version, derOID(k.t, 1, 2, 3), der(0x30, p.imprintAlgorithm, p.imprint), []byte{2, 1, 9}, p.moment, p.behindInfo)
	}
	algorithm := der(0x30, derOID(k.t, hashIDs[p.digest]...))
	attribute := func(value []byte, id ...int) []byte { return der(0x30, derOID(k.t, id...), der(0x31, value)) }
	named := attribute(der(0x30, der(0x30, der(0x30, der(4, sum(p.certificate))))), 1, 2, 840, 113549, 1, 9, 16, 2, 47)
	switch p.essVersion {
	case 1:
		old := sha1.Sum(p.certificate)
		named = attribute(der(0x30, der(0x30, der(0x30, der(4, old[:])))), 1, 2, 840, 113549, 1, 9, 16, 2, 12)
	case 512:
		h := crypto.SHA512.New()
		h.Write(p.certificate)
		named = attribute(der(0x30, der(0x30, der(0x30, der(0x30, derOID(k.t, hashIDs[crypto.SHA512]...)), der(4, h.Sum(nil))))), 1, 2, 840, 113549, 1, 9, 16, 2, 47)
	}
	attributes := [][]byte{attribute(p.contentType, 1, 2, 840, 113549, 1, 9, 3), attribute(der(4, p.hash(info)), 1, 2, 840, 113549, 1, 9, 4), named}
	if p.attributes != nil {
		attributes = p.attributes(attributes)
	}
	h := p.opts.HashFunc().New()
	h.Write(der(0x31, attributes...))
	signature, err := p.key.Sign(rand.Reader, h.Sum(nil), p.opts)
	if err != nil {
		k.t.Fatal(err)
	}
	if p.signature != nil {
		signature = p.signature(signature)
	}
	signer := der(0x30, []byte{2, 1, 1}, der(0x30, p.issuer, p.serial), algorithm, der(0xa0, attributes...), der(0x30, derOID(k.t, p.signatureOID...)), der(4, signature), p.unsigned)
	if p.signers != nil {
		signer = p.signers(signer)
	}
	data := der(0x30, []byte{2, 1, 3}, der(0x31, algorithm), der(0x30, p.contentType, der(0xa0, der(4, info))), der(0xa0, p.certificates...), p.crls, der(0x31, signer))
	token := p.token
	if token == nil {
		token = der(0x30, derOID(k.t, 1, 2, 840, 113549, 1, 7, 2), der(0xa0, data))
	}
	return der(0x30, p.status, token)
}

// asBER writes the same with indefinite lengths, and strings in two parts.
func asBER(b []byte) []byte {
	var out []byte
	for len(b) > 0 {
		var raw asn1.RawValue
		rest, err := asn1.Unmarshal(b, &raw)
		if err != nil {
			panic(err)
		}
		switch {
		case raw.IsCompound:
			out = slices.Concat(out, []byte{raw.FullBytes[0], 0x80}, asBER(raw.Bytes), []byte{0, 0})
		case raw.FullBytes[0] == 4:
			half := len(raw.Bytes) / 2
			out = slices.Concat(out, []byte{0x24, 0x80}, der(4, raw.Bytes[:half]), der(4, raw.Bytes[half:]), []byte{0, 0})
		default:
			out = append(out, raw.FullBytes...)
		}
		b = rest
	}
	return out
}

func (k *corpus) stamp(name string, good bool, answer []byte) {
	k.sealed("stamp: "+name, good, func(c *container) { c.at("log/checkpoint.tsr").fill(answer) })
}

// withKey has a stamp signed by another kind of key.
func (k *corpus) withKey(p *stampParts, key crypto.Signer, digest crypto.Hash, signature ...int) {
	p.key, p.digest, p.opts, p.signatureOID = key, digest, digest, signature
	p.certificate = k.stampCertificate(key, created.AddDate(-20, 0, 0), created.AddDate(40, 0, 0), stampUsage)
	p.certificates = [][]byte{p.certificate}
}

func (k *corpus) stampCases() {
	k.stampKeys()
	for _, tt := range []struct {
		name   string
		good   bool
		change func(*stampParts)
	}{
		{"as authorities make it", true, func(*stampParts) {}},
		{"with accuracy, order, nonce and name", true, func(p *stampParts) {
			p.behindInfo = slices.Concat(der(0x30, []byte{2, 1, 1}), []byte{1, 1, 0xff, 2, 1, 5}, der(0xa0, der(0xa4, der(0x30))))
		}},
		{"with other attributes", true, func(p *stampParts) {
			p.attributes = func(all [][]byte) [][]byte {
				return append(all, der(0x30, derOID(k.t, 1, 2, 840, 113549, 1, 9, 5), der(0x31, der(0x17, []byte("261129013000Z")))))
			}
		}},
		{"with its certificate named by SHA-1", true, func(p *stampParts) { p.essVersion = 1 }},
		{"with its certificate named by SHA-512", true, func(p *stampParts) { p.essVersion = 512 }},
		{"with what nobody signed beside", true, func(p *stampParts) {
			p.unsigned = der(0xa1, der(0x30, derOID(k.t, 1, 2, 3), der(0x31, []byte{5, 0})))
			p.crls = der(0xa1, der(0x30))
		}},
		{"with a certificate of another kind beside", true, func(p *stampParts) {
			p.certificates = [][]byte{der(0xa1, []byte{5, 0}), der(0x30, der(0x30)), p.certificate}
		}},
		{"with a status in words", true, func(p *stampParts) { p.status = der(0x30, []byte{2, 1, 0}, der(0x30, der(0x0c, []byte("gut")))) }},
		{"granted with changes", false, func(p *stampParts) { p.status = der(0x30, []byte{2, 1, 1}) }},
		{"rejected", false, func(p *stampParts) { p.status = der(0x30, []byte{2, 1, 2}) }},
		{"of a negative status", false, func(p *stampParts) { p.status = der(0x30, []byte{2, 1, 0xff}) }},
		{"about other bytes", false, func(p *stampParts) { p.imprint = der(4, sum([]byte("andere"))) }},
		{"about its own digest", false, func(p *stampParts) { p.imprint = der(4, sum(sum(k.w.pkg.Log.Checkpoint))) }},
		{"about nothing", false, func(p *stampParts) { p.imprint = der(4) }},
		{"with a digest that is called another", false, func(p *stampParts) {
			p.imprintAlgorithm = der(0x30, derOID(k.t, hashIDs[crypto.SHA512]...))
		}},
		{"of another version", false, func(p *stampParts) { p.version = []byte{2, 1, 2} }},
		{"over content of another kind", false, func(p *stampParts) { p.contentType = derOID(k.t, 1, 2, 840, 113549, 1, 7, 1) }},
		{"with a time without its zone", false, func(p *stampParts) { p.moment = der(0x18, []byte("20261129013000")) }},
		{"with a time in another zone", false, func(p *stampParts) { p.moment = der(0x18, []byte("20261129013000+0100")) }},
		{"with a time that is none", false, func(p *stampParts) { p.moment = der(0x18, []byte("20260230013000Z")) }},
		{"with a leap second", false, func(p *stampParts) { p.moment = der(0x18, []byte("20261231235960Z")) }},
		{"with a time of two digits a year", false, func(p *stampParts) { p.moment = der(0x17, []byte("261129013000Z")) }},
		{"before its certificate", false, func(p *stampParts) { p.moment = der(0x18, []byte("19990101000000Z")) }},
		{"after its certificate", false, func(p *stampParts) { p.moment = der(0x18, []byte("21990101000000Z")) }},
		{"without its certificate", false, func(p *stampParts) { p.certificates = nil }},
		{"with another one's certificate only", false, func(p *stampParts) { p.certificates = [][]byte{k.newStamp().certificate} }},
		{"with another one's certificate before", false, func(p *stampParts) { p.certificates = [][]byte{k.newStamp().certificate, p.certificate} }},
		{"of another number", false, func(p *stampParts) { p.serial = []byte{2, 1, 78} }},
		{"of another issuer", false, func(p *stampParts) { p.issuer = der(0x30) }},
		{"signed by another key", false, func(p *stampParts) { p.key = k.newStamp().key }},
		{"with its signature emptied", false, func(p *stampParts) { p.signature = func([]byte) []byte { return nil } }},
		{"with a bit of its signature turned", false, func(p *stampParts) { p.signature = func(b []byte) []byte { return flipped(b, len(b)-1) } }},
		{"with something behind its signature", false, func(p *stampParts) { p.signature = func(b []byte) []byte { return append(b, 0) } }},
		{"with a negative number in its signature", false, func(p *stampParts) {
			p.signature = func([]byte) []byte { return der(0x30, []byte{2, 1, 0x80}, []byte{2, 1, 1}) }
		}},
		{"with two signers", false, func(p *stampParts) { p.signers = func(b []byte) []byte { return append(slices.Clone(b), b...) } }},
		{"with no signer", false, func(p *stampParts) { p.signers = func([]byte) []byte { return nil } }},
		{"without token", false, func(p *stampParts) { p.token = []byte{5, 0} }},
		{"without the kind of its content", false, func(p *stampParts) { p.attributes = func(all [][]byte) [][]byte { return all[1:] } }},
		{"without digest", false, func(p *stampParts) {
			p.attributes = func(all [][]byte) [][]byte { return [][]byte{all[0], all[2], all[2]} }
		}},
		{"without naming its certificate", false, func(p *stampParts) { p.attributes = func(all [][]byte) [][]byte { return all[:2] } }},
		{"naming another certificate", false, func(p *stampParts) {
			p.attributes = func(all [][]byte) [][]byte { return [][]byte{all[0], all[1], flipped(all[2], len(all[2])-1)} }
		}},
		{"with another digest", false, func(p *stampParts) {
			p.attributes = func(all [][]byte) [][]byte { return [][]byte{all[0], flipped(all[1], len(all[1])-1), all[2]} }
		}},
		{"with an attribute twice", false, func(p *stampParts) { p.attributes = func(all [][]byte) [][]byte { return append(all, all[1]) } }},
		{"with an attribute of two values", false, func(p *stampParts) {
			p.attributes = func(all [][]byte) [][]byte {
				return append(all, der(0x30, derOID(k.t, 1, 2, 3), der(0x31, []byte{5, 0}, []byte{5, 0})))
			}
		}},
		{"with attributes of another kind signed", false, func(p *stampParts) {
			p.attributes = func(all [][]byte) [][]byte {
				return [][]byte{der(0x30, derOID(k.t, 1, 2, 840, 113549, 1, 9, 3), der(0x31, derOID(k.t, 1, 2, 840, 113549, 1, 7, 1))), all[1], all[2]}
			}
		}},
	} {
		p := k.newStamp()
		tt.change(p)
		answer := k.stampOf(p)
		k.stamp(tt.name, tt.good, answer)
		if tt.good {
			k.stamp(tt.name+", in BER", true, asBER(answer))
		}
	}
	k.stampUsages()
	k.stampBytes()
}

// stampKeys has stamps by each kind of key.
func (k *corpus) stampKeys() {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		k.t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		good   bool
		digest crypto.Hash
		oid    []int
	}{
		{"RSA with SHA-256", true, crypto.SHA256, []int{1, 2, 840, 113549, 1, 1, 11}},
		{"RSA with SHA-384", true, crypto.SHA384, []int{1, 2, 840, 113549, 1, 1, 12}},
		{"RSA with SHA-512", true, crypto.SHA512, []int{1, 2, 840, 113549, 1, 1, 13}},
		{"RSA with SHA-512, which only the digest names", true, crypto.SHA512, []int{1, 2, 840, 113549, 1, 1, 1}},
		{"RSA with SHA-1", false, crypto.SHA1, []int{1, 2, 840, 113549, 1, 1, 5}},
		{"RSA called PSS", false, crypto.SHA256, []int{1, 2, 840, 113549, 1, 1, 10}},
		{"RSA called ECDSA", false, crypto.SHA256, []int{1, 2, 840, 10045, 4, 3, 2}},
	} {
		p := k.newStamp()
		k.withKey(p, rsaKey, tt.digest, tt.oid...)
		k.stamp("by "+tt.name, tt.good, k.stampOf(p))
	}
	for _, tt := range []struct {
		curve  elliptic.Curve
		good   bool
		digest crypto.Hash
		last   int
	}{{elliptic.P384(), true, crypto.SHA384, 3}, {elliptic.P521(), true, crypto.SHA512, 4}, {elliptic.P256(), true, crypto.SHA512, 4}, {elliptic.P224(), false, crypto.SHA256, 2}} {
		key, err := ecdsa.GenerateKey(tt.curve, rand.Reader)
		if err != nil {
			k.t.Fatal(err)
		}
		p := k.newStamp()
		k.withKey(p, key, tt.digest, 1, 2, 840, 10045, 4, 3, tt.last)
		k.stamp(fmt.Sprintf("by %s with %s", tt.curve.Params().Name, tt.digest), tt.good, k.stampOf(p))
	}
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		k.t.Fatal(err)
	}
	p := k.newStamp()
	k.withKey(p, small, crypto.SHA256, 1, 2, 840, 113549, 1, 1, 11)
	k.stamp("by a short RSA key", false, k.stampOf(p))
}

// stampUsages has stamps by certificates that are for other things.
func (k *corpus) stampUsages() {
	advisory := stampUsage
	advisory.Critical = false
	mail := pkix.Extension{Id: stampUsage.Id, Critical: true, Value: slices.Concat([]byte{0x30, 0x0a}, derOID(k.t, 1, 3, 6, 1, 5, 5, 7, 3, 4))}
	both := pkix.Extension{Id: stampUsage.Id, Critical: true, Value: der(0x30, derOID(k.t, 1, 3, 6, 1, 5, 5, 7, 3, 8), derOID(k.t, 1, 3, 6, 1, 5, 5, 7, 3, 4))}
	for name, extensions := range map[string][]pkix.Extension{"advisory": {advisory}, "mail": {mail}, "both": {both}, "none": nil} {
		p := k.newStamp()
		p.certificate = k.stampCertificate(p.key, created.AddDate(-20, 0, 0), created.AddDate(40, 0, 0), extensions...)
		p.certificates = [][]byte{p.certificate}
		k.stamp("by a certificate for other things: "+name, false, k.stampOf(p))
	}
}

// stampBytes turns a bit of every third byte, cuts and lengthens. What nobody signed may be another.
func (k *corpus) stampBytes() {
	answer := k.stampOf(k.newStamp())
	for at := 0; at < len(answer); at += 3 {
		turned := bytes.Clone(answer)
		turned[at] ^= 1 << (at % 8)
		k.stamp(fmt.Sprintf("bit %d of byte %d turned", at%8, at), false, turned)
		last := &k.list[len(k.list)-1]
		last.good = k.judge(last.pkg) == valid
	}
	ber := asBER(answer)
	for name, changed := range map[string][]byte{
		"cut": answer[:len(answer)-1], "with a byte behind": append(bytes.Clone(answer), 0), "empty": {}, "twice": slices.Concat(answer, answer), "in BER, without its last end": ber[:len(ber)-2],
		"in BER, with an end too many": append(bytes.Clone(ber), 0, 0), "its token alone": answer[9:],
	} {
		k.stamp(name, false, changed)
	}
	k.stamp("in BER, with a long length", true, slices.Concat([]byte{0x30, 0x84, 0, 0, byte((len(answer) - 4) >> 8), byte(len(answer) - 4)}, answer[4:]))
	k.stamp("of more than 64 KiB", false, slices.Concat(ber[:2], bytes.Repeat([]byte{0x30, 0}, 40_000), ber[2:]))
}
