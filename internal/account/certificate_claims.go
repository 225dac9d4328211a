package account

import (
	"context"
	"time"

	"schalter/internal/openid"
	"schalter/internal/postal"
)

// CertificateClaims is what an organisation certificate says of who signs in by it (type CertificateClaims of the contract).
type CertificateClaims struct {
	// AccountID is the provider's own number of the login.
	AccountID string `json:"accountId"`
	// Fingerprint is the certificate's SHA-256 in lower-case hexadecimal.
	Fingerprint string  `json:"fingerprint"`
	Email       *string `json:"email,omitempty"`
	// PersonName is nil for a certificate on a functional mailbox.
	PersonName        *string         `json:"personName,omitempty"`
	FunctionalMailbox bool            `json:"functionalMailbox,omitempty"`
	OrganisationName  string          `json:"organisationName"`
	LegalForm         *string         `json:"legalForm,omitempty"`
	Address           *postal.Address `json:"address,omitempty"`
	TaxNumber         *string         `json:"taxNumber,omitempty"`
	ValidTo           time.Time       `json:"validTo"`
}

// CertificateSignIn is one sign-in by certificate; of a session the last one counts (type CertificateSignIn of the contract).
type CertificateSignIn struct {
	ID        string
	SessionID string
	// AccountID is empty while the certificate belongs to no account.
	AccountID string
	// Issuer is the key of the setting that names the provider, IssuerName what it is called.
	Issuer     string
	IssuerName string
	Claims     CertificateClaims
	At         time.Time
}

// HasAccount reports whether the certificate belonged to an account when it was signed in by, or has been given to one since.
func (in *CertificateSignIn) HasAccount() bool { return in.AccountID != "" }

// CertificateIssuer is who vouches for certificates (type CertificateIssuer of the contract).
type CertificateIssuer struct {
	// Key names the setting, in identities and addresses.
	Key  string
	Name string
	// Provider is asked, and Claims says what it calls them.
	Provider CertificateProvider
	Claims   ClaimNames
}

// CertificateProvider is the provider of OpenID Connect behind an issuer (openid.Provider).
type CertificateProvider interface {
	Address(ctx context.Context, f openid.Flow) (string, error)
	Redeem(ctx context.Context, f openid.Flow, r openid.Return) (*openid.Identity, error)
}

// ReturnPath is where the provider sends browsers back to.
func (i CertificateIssuer) ReturnPath() string { return "/auth/organisation/" + i.Key + "/return" }

// StartPath is where a sign-in begins.
func (i CertificateIssuer) StartPath() string { return "/auth/organisation/" + i.Key + "/start" }
