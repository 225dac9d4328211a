package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"schalter/internal/account"
	"schalter/internal/config"
	"schalter/internal/openid"
	"schalter/internal/web"
)

// certificateIssuers are the providers of the settings, and in a demo its own.
func (a *app) certificateIssuers() ([]account.CertificateIssuer, error) {
	var list []account.CertificateIssuer
	for _, l := range append(a.demoLogins(), a.cfg.OrganisationLogins...) {
		issuer := account.CertificateIssuer{Key: l.Key, Name: l.Name, Claims: l.Claims}
		provider, err := a.provider(l, issuer)
		if err != nil {
			return nil, fmt.Errorf("SCHALTER_ORGANISATION_LOGINS: %s: %w", l.Key, err)
		}
		issuer.Provider = provider
		list = append(list, issuer)
	}
	return list, nil
}

func (a *app) provider(l config.OrganisationLogin, of account.CertificateIssuer) (*openid.Provider, error) {
	o := openid.Options{
		Issuer: l.Issuer, ClientID: l.ClientID, ClientSecret: l.ClientSecret, KeyID: l.KeyID, Scopes: l.Scopes, UserInfo: l.UserInfo,
		RedirectURL: a.cfg.BaseURL + of.ReturnPath(), Clock: a.clock,
	}
	if l.PrivateKey != "" {
		key, err := openid.ParseKey(l.PrivateKey)
		if err != nil {
			return nil, err
		}
		o.PrivateKey = key
	}
	return openid.New(o)
}

// certificateSignIns answers HTTP about sign-ins by certificate.
type certificateSignIns struct{ accounts *account.Service }

func (c certificateSignIns) Start(ctx context.Context, provider string) (address, secret string, until time.Time, err error) {
	started, err := c.accounts.StartCertificateSignIn(ctx, provider, browser{}.Client(ctx))
	if err != nil {
		return "", "", time.Time{}, signInProblem(err)
	}
	return started.Address, started.Secret, started.ExpiresAt, nil
}

func (c certificateSignIns) Complete(ctx context.Context, back web.CertificateReturn, secret string) (*web.CertificateOutcome, error) {
	out, err := c.accounts.CompleteCertificateSignIn(ctx, account.CertificateReturn{
		Key: back.Provider, Code: back.Code, State: back.State, Issuer: back.Issuer, Error: back.Error,
	}, secret, browser{}.Client(ctx))
	if err != nil {
		return nil, signInProblem(err)
	}
	answer := &web.CertificateOutcome{Result: string(out.Result)}
	if in := out.SignedIn; in != nil {
		answer.Renewed = renewedOf(in)
	}
	return answer, nil
}

func signInProblem(err error) error {
	var problem *account.CertificateError
	if errors.As(err, &problem) {
		return &web.SignInProblem{Problem: problem.Problem}
	}
	return err
}

func renewedOf(in *account.SignedIn) *web.Renewed {
	return &web.Renewed{
		AccessToken: in.AccessToken, ExpiresAt: in.ExpiresAt, RefreshToken: in.RefreshToken, RefreshExpiresAt: in.RefreshExpiresAt,
	}
}
