package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// OrganisationLogin is a provider of OpenID Connect that vouches for organisation certificates. docs/operations.md explains each part.
type OrganisationLogin struct {
	// Key stands in the database and in addresses: it is never changed, and never given to another provider.
	Key string `json:"key"`
	// Name is what people read.
	Name     string `json:"name"`
	Issuer   string `json:"issuer"`
	ClientID string `json:"clientId"`
	// ClientSecret or PrivateKey (PKCS #8 in PEM); KeyID names the key to the provider.
	ClientSecret string   `json:"clientSecret"`
	PrivateKey   string   `json:"privateKey"`
	KeyID        string   `json:"keyId"`
	Scopes       []string `json:"scopes"`
	// UserInfo asks the provider's UserInfo endpoint as well.
	UserInfo bool `json:"userInfo"`
	// Claims says what the provider calls what the platform needs.
	Claims map[string]string `json:"claims"`
}

// OrganisationLogins is a list of them, read from JSON.
type OrganisationLogins []OrganisationLogin

// UnmarshalText reads the setting. The error repeats nothing of it: there are secrets in it.
func (l *OrganisationLogins) UnmarshalText(text []byte) error {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	var list []OrganisationLogin
	if d.Decode(&list) != nil || d.More() {
		return errors.New("want a list of JSON objects with the members of docs/operations.md and no others")
	}
	*l = list
	return nil
}

// LoginClaims are the names that the member claims may have.
var LoginClaims = []string{
	"accountId", "fingerprint", "email", "personName", "functionalMailbox", "organisationName", "legalForm", "address", "taxNumber", "validTo",
}

var loginKey = regexp.MustCompile(`^[a-z][a-z0-9-]{0,31}$`)

const maxLogins = 10

// checkLogins names what is wrong with the providers, and no value of theirs but the key.
func (p *problems) checkLogins(c *Config) {
	const setting = "SCHALTER_ORGANISATION_LOGINS"
	if len(c.OrganisationLogins) > maxLogins {
		p.add("%s: at most %d", setting, maxLogins)
	}
	keys := map[string]bool{}
	for i, l := range c.OrganisationLogins {
		if !loginKey.MatchString(l.Key) || keys[l.Key] {
			p.add("%s: number %d: key: want its own of a-z, 0-9 and -, at most 32", setting, i+1)
			continue
		}
		keys[l.Key] = true
		for _, wrong := range l.problems() {
			p.add("%s: %s: %s", setting, l.Key, wrong)
		}
		if c.Demo && !Loopback(hostOf(l.Issuer)) {
			p.add("%s: %s: demo mode only with servers on this machine", setting, l.Key)
		}
	}
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

func (l OrganisationLogin) problems() (list []string) {
	if strings.TrimSpace(l.Name) == "" || len(l.Name) > 100 {
		list = append(list, "name: want what people read, at most 100 characters")
	}
	u, err := url.Parse(l.Issuer)
	switch {
	case err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		list = append(list, "issuer: want an address without user, query and fragment")
	case u.Scheme != "https" && (u.Scheme != "http" || !Loopback(u.Host)):
		list = append(list, "issuer: want https://; http:// only on this machine")
	}
	if l.ClientID == "" {
		list = append(list, "clientId is empty")
	}
	if (l.ClientSecret == "") == (l.PrivateKey == "") {
		list = append(list, "clientSecret or privateKey: one of them")
	}
	for name := range l.Claims {
		if !slices.Contains(LoginClaims, name) {
			list = append(list, "claims: want names of "+strings.Join(LoginClaims, ", "))
			break
		}
	}
	return list
}
