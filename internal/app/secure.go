package app

import (
	"context"
	"crypto/tls"
	"slices"
)

// tlsConfig takes TLS 1.2 with suites that encrypt and authenticate in one, and TLS 1.3, which has no others.
func tlsConfig() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		CipherSuites: []uint16{
			tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
			tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
			tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
		},
	}
}

// warnOfSettings logs, at the start of a real instance, what its settings leave unprotected.
func (a *app) warnOfSettings(ctx context.Context) {
	if a.cfg.Demo {
		return
	}
	words := slices.Clone(a.cfg.Insecure)
	for _, e := range a.cfg.Exposures() {
		a.log.WarnContext(ctx, "SCHALTER_INSECURE allows what is not protected", "allowed", e.Word, "setting", e.Setting, "what", e.Why)
		words = slices.DeleteFunc(words, func(w string) bool { return w == e.Word })
	}
	if len(words) > 0 {
		a.log.WarnContext(ctx, "SCHALTER_INSECURE allows what no setting needs: take it out", "allowed", words)
	}
	if a.cfg.ClamdAddr == "" {
		a.log.WarnContext(ctx, "there is no virus scanner", "missing", "SCHALTER_CLAMD_ADDR is not set: documents are taken without being scanned, and people are told so")
	}
}
