package organisation

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"slices"

	"schalter/ent/certificate"
)

// errNotUnderstood is a list whose critical extensions say something that is not known here: it must decide nothing (RFC 5280, 5.2 and 5.3).
var errNotUnderstood = errors.New("the revocation list has critical extensions that are not understood")

var (
	oidReasonCode   = asn1.ObjectIdentifier{2, 5, 29, 21}
	oidDelta        = asn1.ObjectIdentifier{2, 5, 29, 27}
	oidDistribution = asn1.ObjectIdentifier{2, 5, 29, 28}
	oidEntryIssuer  = asn1.ObjectIdentifier{2, 5, 29, 29}
)

// removeFromCRL is a reason that stands in deltas only.
const removeFromCRL = 8

// isUnderstood says whether a list can decide anything. A delta says only what changed, an entry with an issuer of its own is about
// a certificate of somebody else: these are lists of a kind that is not read here, whether they are marked as critical or not.
func isUnderstood(list *x509.RevocationList) bool {
	for _, e := range list.Extensions {
		if e.Id.Equal(oidDelta) || e.Critical && !e.Id.Equal(oidDistribution) {
			return false
		}
	}
	return !slices.ContainsFunc(list.RevokedCertificateEntries, func(entry x509.RevocationListEntry) bool {
		return entry.ReasonCode == removeFromCRL || slices.ContainsFunc(entry.Extensions, func(e pkix.Extension) bool {
			return e.Id.Equal(oidEntryIssuer) || e.Critical && !e.Id.Equal(oidReasonCode)
		})
	})
}

// distribution is what a list is about (RFC 5280, 5.2.5).
type distribution struct {
	Point          point          `asn1:"optional,tag:0"`
	OnlyUsers      bool           `asn1:"optional,tag:1"`
	OnlyIssuers    bool           `asn1:"optional,tag:2"`
	OnlyReasons    asn1.BitString `asn1:"optional,tag:3"`
	Indirect       bool           `asn1:"optional,tag:4"`
	OnlyAttributes bool           `asn1:"optional,tag:5"`
}

type point struct {
	FullName []asn1.RawValue  `asn1:"optional,tag:0"`
	Relative pkix.RDNSequence `asn1:"optional,tag:1"`
}

// stateInList is what a list that was understood says of a certificate that names it by its address. One that is about others says
// nothing, and one about some reasons only says nothing of a certificate that does not stand in it.
func stateInList(list *x509.RevocationList, x *x509.Certificate, url string) certificate.Revocation {
	some := false
	if i := slices.IndexFunc(list.Extensions, func(e pkix.Extension) bool { return e.Id.Equal(oidDistribution) }); i >= 0 {
		var d distribution
		rest, err := asn1.Unmarshal(list.Extensions[i].Value, &d)
		if err != nil || len(rest) > 0 || d.OnlyIssuers || d.OnlyAttributes || d.Indirect || len(d.Point.Relative) > 0 {
			return certificate.RevocationUNKNOWN
		}
		if len(d.Point.FullName) > 0 && !d.Point.hasOneOf(append(slices.Clone(x.CRLDistributionPoints), url)) {
			return certificate.RevocationUNKNOWN
		}
		some = d.OnlyReasons.BitLength > 0
	}
	if slices.ContainsFunc(list.RevokedCertificateEntries, func(e x509.RevocationListEntry) bool { return e.SerialNumber.Cmp(x.SerialNumber) == 0 }) {
		return certificate.RevocationREVOKED
	}
	if some {
		return certificate.RevocationUNKNOWN
	}
	return certificate.RevocationGOOD
}

// uriTag is a URI among general names (RFC 5280, 4.2.1.6).
const uriTag = 6

// hasOneOf says whether a distribution point has one of the addresses.
func (p point) hasOneOf(urls []string) bool {
	return slices.ContainsFunc(p.FullName, func(name asn1.RawValue) bool {
		return name.Class == asn1.ClassContextSpecific && name.Tag == uriTag && slices.Contains(urls, string(name.Bytes))
	})
}
