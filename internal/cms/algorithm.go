package cms

import (
	"crypto"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// algorithm is an AlgorithmIdentifier; params is the whole element, empty if absent.
type algorithm struct {
	oid    oid
	params cryptobyte.String
	raw    []byte
}

// hasNoParams says that the parameters are absent or NULL.
func (a algorithm) hasNoParams() bool {
	return len(a.params) == 0 || string(a.params) == "\x05\x00"
}

func readAlgorithm(s *cryptobyte.String) (algorithm, bool) {
	var raw, body, id cryptobyte.String
	if !s.ReadASN1Element(&raw, asn1.SEQUENCE) {
		return algorithm{}, false
	}
	a := algorithm{raw: raw}
	whole := raw
	if !whole.ReadASN1(&body, asn1.SEQUENCE) || !body.ReadASN1(&id, asn1.OBJECT_IDENTIFIER) {
		return algorithm{}, false
	}
	a.oid, a.params = oid(id), body
	if len(body) > 0 {
		var param cryptobyte.String
		var tag asn1.Tag
		if !body.ReadAnyASN1Element(&param, &tag) || len(body) > 0 {
			return algorithm{}, false
		}
	}
	return a, true
}

// readWholeAlgorithm reads the AlgorithmIdentifier that fills all of b.
func readWholeAlgorithm(b []byte) (algorithm, bool) {
	s := cryptobyte.String(b)
	a, ok := readAlgorithm(&s)
	return a, ok && s.Empty()
}

// digestHash is the hash of an AlgorithmIdentifier: SHA-256, SHA-384 or SHA-512, else 0.
func (a algorithm) digestHash() crypto.Hash {
	if !a.hasNoParams() {
		return 0
	}
	switch a.oid {
	case oidSHA256:
		return crypto.SHA256
	case oidSHA384:
		return crypto.SHA384
	case oidSHA512:
		return crypto.SHA512
	}
	return 0
}

func digestOID(h crypto.Hash) oid {
	switch h {
	case crypto.SHA384:
		return oidSHA384
	case crypto.SHA512:
		return oidSHA512
	}
	return oidSHA256
}

// maskHash is the hash of an MGF1 AlgorithmIdentifier. Any other function is refused: some readers fall back on a weaker
// padding when they do not know it (OpenSSL issue 32567).
func (a algorithm) maskHash() crypto.Hash {
	if a.oid != oidMGF1 {
		return 0
	}
	inner, ok := readWholeAlgorithm(a.params)
	if !ok {
		return 0
	}
	return inner.digestHash()
}

// readExplicit reads an optional [n] EXPLICIT field.
func readExplicit(s *cryptobyte.String, n uint8) (field []byte, present, ok bool) {
	var f cryptobyte.String
	ok = s.ReadOptionalASN1(&f, &present, asn1.Tag(n).Constructed().ContextSpecific())
	return f, present, ok
}

// readHashAndMask reads the two fields that OAEP and PSS parameters begin with. Absent ones mean SHA-1 (RFC 4055) and are
// refused by a 0.
func readHashAndMask(s *cryptobyte.String) (hash, mask crypto.Hash) {
	if field, present, ok := readExplicit(s, 0); ok && present {
		if a, ok := readWholeAlgorithm(field); ok {
			hash = a.digestHash()
		}
	}
	if field, present, ok := readExplicit(s, 1); ok && present {
		if a, ok := readWholeAlgorithm(field); ok {
			mask = a.maskHash()
		}
	}
	return hash, mask
}

// oaepParams reads RSAES-OAEP-params (RFC 4055, 4.1); only an empty label is accepted.
func (a algorithm) oaepParams() (hash, mask crypto.Hash, ok bool) {
	whole := a.params
	var s cryptobyte.String
	if !whole.ReadASN1(&s, asn1.SEQUENCE) {
		return 0, 0, false
	}
	hash, mask = readHashAndMask(&s)
	label, present, ok := readExplicit(&s, 2)
	if !ok || !s.Empty() || hash == 0 || mask == 0 {
		return 0, 0, false
	}
	if present {
		if p, ok := readWholeAlgorithm(label); !ok || p.oid != oidPSpecified || string(p.params) != "\x04\x00" {
			return 0, 0, false
		}
	}
	return hash, mask, true
}

// pssParams reads RSASSA-PSS-params (RFC 4055, 3.1). A salt shorter than the default of 20 bytes is refused; 0 would mean "any" to
// crypto/rsa.
func (a algorithm) pssParams() (hash crypto.Hash, salt int, ok bool) {
	whole := a.params
	var s cryptobyte.String
	if !whole.ReadASN1(&s, asn1.SEQUENCE) {
		return 0, 0, false
	}
	hash, mask := readHashAndMask(&s)
	salt, trailer := 20, 1
	okSalt := readOptionalInt(&s, 2, &salt)
	okTrailer := readOptionalInt(&s, 3, &trailer)
	ok = okSalt && okTrailer && s.Empty() && hash != 0 && mask == hash && salt >= 20 && salt <= 512 && trailer == 1
	return hash, salt, ok
}

func readOptionalInt(s *cryptobyte.String, n uint8, out *int) bool {
	field, present, ok := readExplicit(s, n)
	if !ok || !present {
		return ok
	}
	f := cryptobyte.String(field)
	return f.ReadASN1Integer(out) && f.Empty()
}

// Writing.

func addOID(b *cryptobyte.Builder, id oid) {
	b.AddASN1(asn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) { b.AddBytes([]byte(id)) })
}

// addAlgorithm writes an AlgorithmIdentifier without parameters, or with those that params writes.
func addAlgorithm(b *cryptobyte.Builder, id oid, params func(*cryptobyte.Builder)) {
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		addOID(b, id)
		if params != nil {
			params(b)
		}
	})
}

func addNull(b *cryptobyte.Builder) { b.AddASN1NULL() }

func addExplicit(b *cryptobyte.Builder, n uint8, fill func(*cryptobyte.Builder)) {
	b.AddASN1(asn1.Tag(n).Constructed().ContextSpecific(), fill)
}

// addHashAndMask writes the two fields that OAEP and PSS parameters begin with.
func addHashAndMask(b *cryptobyte.Builder, h crypto.Hash) {
	hash := func(b *cryptobyte.Builder) { addAlgorithm(b, digestOID(h), addNull) }
	addExplicit(b, 0, hash)
	addExplicit(b, 1, func(b *cryptobyte.Builder) { addAlgorithm(b, oidMGF1, hash) })
}

func addOAEP(b *cryptobyte.Builder) {
	addAlgorithm(b, oidOAEP, func(b *cryptobyte.Builder) {
		b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) { addHashAndMask(b, crypto.SHA256) })
	})
}

func addPSS(b *cryptobyte.Builder, h crypto.Hash) {
	addAlgorithm(b, oidPSS, func(b *cryptobyte.Builder) {
		b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
			addHashAndMask(b, h)
			addExplicit(b, 2, func(b *cryptobyte.Builder) { b.AddASN1Int64(int64(h.Size())) })
		})
	})
}
