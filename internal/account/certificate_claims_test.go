package account_test

import (
	"encoding/json"
	"strings"
	"testing"

	"schalter/internal/account"
	"schalter/internal/config"
)

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func rawClaims(t *testing.T, text string) map[string]json.RawMessage {
	t.Helper()
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestClaimsAreReadByTheNamesOfTheSetting(t *testing.T) {
	t.Parallel()
	c, err := account.ParseClaims(account.ClaimNames{"organisationName": "org", "taxNumber": "stnr", "validTo": "end"}, rawClaims(t, `{
		"sub": "4711", "x5t#S256": "ASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8", "email": "zoe@müsterstadt.example", "email_verified": true, "name": "  Zoë Łuczak ",
		"org": "Stadt Müsterstadt", "stnr": "92 070/114 00002", "end": 1900000000,
		"address": {"street_address": "Rathausplatz 1", "postal_code": "96047", "locality": "Bamberg"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if c.AccountID != "4711" || c.Fingerprint != digest || c.Email == nil || *c.PersonName != "Zoë Łuczak" || c.FunctionalMailbox || c.OrganisationName != "Stadt Müsterstadt" ||
		*c.TaxNumber != "9207011400002" || c.ValidTo.Unix() != 1900000000 || c.Address == nil || c.Address.City != "Bamberg" || c.Address.Country != "DE" || c.LegalForm != nil {
		t.Errorf("got %+v", c)
	}
}

func TestTheSettingNamesTheClaimsThatAreRead(t *testing.T) {
	t.Parallel()
	for _, name := range config.LoginClaims {
		if account.StandardClaim(name) == "" {
			t.Errorf("%s is not read", name)
		}
	}
	if len(config.LoginClaims) != account.StandardClaims() {
		t.Errorf("%d names for %d claims", len(config.LoginClaims), account.StandardClaims())
	}
}

func TestWhatMayBeMissingOfACertificateMayBeMissing(t *testing.T) {
	t.Parallel()
	c, err := account.ParseClaims(nil, rawClaims(t, `{"sub": "1", "x5t#S256": "`+strings.ToUpper(digest)+`", "organisation_name": "Stadt", "certificate_valid_to": "2027-01-02T03:04:05Z",
		"email": "zoe@musterstadt.example", "email_verified": false, "name": 7, "address": "here"}`))
	if err != nil || c.Email != nil || c.PersonName != nil || !c.FunctionalMailbox || c.Address != nil || c.TaxNumber != nil || c.Fingerprint != digest {
		t.Errorf("got %+v, %v", c, err)
	}
}

func TestACertificateWithoutWhatMustBeKnownIsNotTaken(t *testing.T) {
	t.Parallel()
	whole := map[string]string{"sub": `"1"`, "x5t#S256": `"` + digest + `"`, "organisation_name": `"Stadt"`, "certificate_valid_to": `"2027-01-02T03:04:05Z"`}
	for _, wrong := range []struct{ name, value string }{
		{"sub", `""`}, {"x5t#S256", `"` + digest[1:] + `"`}, {"x5t#S256", `null`}, {"organisation_name", `"   "`},
		{"certificate_valid_to", `"soon"`}, {"certificate_valid_to", `-1`},
	} {
		raw := map[string]json.RawMessage{}
		for name, value := range whole {
			raw[name] = json.RawMessage(value)
		}
		raw[wrong.name] = json.RawMessage(wrong.value)
		if c, err := account.ParseClaims(nil, raw); err == nil || !strings.Contains(err.Error(), wrong.name) {
			t.Errorf("%s %s: got %+v, %v", wrong.name, wrong.value, c, err)
		}
	}
}
