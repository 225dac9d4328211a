package app

import (
	"context"
	"slices"
)

// warnOfUnprotected logs, at the start of a real instance, what its settings leave unprotected.
func (a *app) warnOfUnprotected(ctx context.Context) {
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
