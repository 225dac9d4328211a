package account

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"schalter/internal/latin"
	"schalter/internal/mail"
	"schalter/internal/postal"
)

// ClaimNames says which claim of a provider is which of ours, by the names that ours have in the contract. What is not named has its
// standard name (standardClaims).
type ClaimNames map[string]string

// standardClaims are what our claims are called where the setting says nothing else: registered names where there are any (OpenID Connect
// Core, 5.1; RFC 8705, 3.1), and plain ones.
var standardClaims = ClaimNames{
	"accountId": "sub", "fingerprint": "x5t#S256", "email": "email", "personName": "name", "functionalMailbox": "functional_mailbox",
	"organisationName": "organisation_name", "legalForm": "legal_form", "address": "address", "taxNumber": "tax_number", "validTo": "certificate_valid_to",
}

func (n ClaimNames) of(name string) string {
	if given := n[name]; given != "" {
		return given
	}
	return standardClaims[name]
}

// claimReader reads the claims of one answer, and notes the first one that cannot be read and must be there.
type claimReader struct {
	names ClaimNames
	raw   map[string]json.RawMessage
	err   error
}

// parseClaims reads what a provider says of a certificate. What must be there and is not, or is not what it should be, fails; what may be
// missing and cannot be read counts as missing.
func parseClaims(names ClaimNames, raw map[string]json.RawMessage) (CertificateClaims, error) {
	r := &claimReader{names: names, raw: raw}
	claims := CertificateClaims{
		AccountID: r.must("accountId", r.text("accountId", 200)), Fingerprint: r.must("fingerprint", fingerprintOf(r.text("fingerprint", 200))),
		Email: r.email(), OrganisationName: r.must("organisationName", r.text("organisationName", 300)),
		LegalForm: given(r.text("legalForm", 200)), TaxNumber: given(digitsOf(r.text("taxNumber", 100))), ValidTo: r.time("validTo"),
	}
	claims.Address = r.address(claims.OrganisationName)
	claims.PersonName = given(r.text("personName", 200))
	if claims.FunctionalMailbox = r.truth("functionalMailbox") || claims.PersonName == nil; claims.FunctionalMailbox {
		claims.PersonName = nil
	}
	return claims, r.err
}

func given(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (r *claimReader) must(name, value string) string {
	if value == "" && r.err == nil {
		r.err = fmt.Errorf("the claim %s (%s) is missing or unreadable", r.names.of(name), name)
	}
	return value
}

// text is a claim of one line; empty when it is missing or is none.
func (r *claimReader) text(name string, limit int) string {
	var s string
	if json.Unmarshal(r.raw[r.names.of(name)], &s) != nil {
		return ""
	}
	return line(s, limit)
}

func line(s string, limit int) string {
	checked, err := latin.Line(strings.TrimSpace(s), limit)
	if err != nil {
		return ""
	}
	return checked
}

func (r *claimReader) truth(name string) bool {
	var b bool
	return json.Unmarshal(r.raw[r.names.of(name)], &b) == nil && b
}

// email is the certificate's address, unless the provider says that it is not verified.
func (r *claimReader) email() *string {
	var verified *bool
	if raw, ok := r.raw["email_verified"]; ok && (json.Unmarshal(raw, &verified) != nil || verified == nil || !*verified) {
		return nil
	}
	parsed, err := mail.ParseAddress(r.text("email", 254))
	if err != nil {
		return nil
	}
	return given(parsed)
}

// time is a moment, as RFC 3339 or in seconds since 1970.
func (r *claimReader) time(name string) time.Time {
	raw := r.raw[r.names.of(name)]
	var seconds int64
	if json.Unmarshal(raw, &seconds) == nil && seconds > 0 {
		return time.Unix(seconds, 0).UTC()
	}
	at, err := time.Parse(time.RFC3339, r.text(name, 100))
	if err != nil {
		r.must(name, "")
	}
	return at.UTC().Truncate(time.Microsecond)
}

// address is the claim of that name of OpenID Connect Core, 5.1.1.
func (r *claimReader) address(organisation string) *postal.Address {
	var a struct {
		Street  string `json:"street_address"`
		Code    string `json:"postal_code"`
		City    string `json:"locality"`
		Country string `json:"country"`
	}
	if json.Unmarshal(r.raw[r.names.of("address")], &a) != nil {
		return nil
	}
	city, country := line(a.City, 100), strings.ToUpper(line(a.Country, 2))
	if city == "" {
		return nil
	}
	if country == "" {
		country = home
	}
	return &postal.Address{Recipient: organisation, Street: given(line(a.Street, 100)), PostalCode: given(line(a.Code, 20)), City: city, Country: country}
}

// fingerprintOf is a SHA-256 in lower-case hexadecimal, from that with or without colons, or from base64url (RFC 8705); empty for
// anything else.
func fingerprintOf(s string) string {
	sum, err := hex.DecodeString(strings.ReplaceAll(s, ":", ""))
	if err != nil || len(sum) != 32 {
		if sum, err = base64.RawURLEncoding.DecodeString(strings.TrimRight(s, "=")); err != nil || len(sum) != 32 {
			return ""
		}
	}
	return hex.EncodeToString(sum)
}

// digitsOf is a number without what is written between its digits.
func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
