package seclog

import (
	"context"
	"log/slog"
	"strings"

	"schalter/internal/errs"
)

// eventOf are the faults of a caller that are worth a line.
var eventOf = map[errs.Code]Event{
	errs.Forbidden: Refused, errs.NotFound: Refused, errs.RateLimited: RateLimited, errs.TooComplex: InputRefused,
}

// eventOfRule are the refused rules that are.
var eventOfRule = map[errs.Rule]Event{
	errs.Missing: Refused, errs.LetterLimit: RateLimited, errs.QuotaExceeded: RateLimited, errs.TooMany: RateLimited,
	errs.TooLarge: InputRefused, errs.TooLong: InputRefused, errs.WrongCode: InputRefused, errs.CodeVoid: InputRefused,
}

// Fault notes an error that a caller is told, where it is about a right or a limit. at is where: a field of the contract, a route.
func Fault(ctx context.Context, code errs.Code, at string) {
	if e, ok := eventOf[code]; ok {
		Write(ctx, e, "", slog.String("code", string(code)), slog.String("at", at))
	}
}

// Rules notes refused rules as Fault does errors.
func Rules(ctx context.Context, r *errs.Refusal, at string) {
	for _, p := range r.Problems {
		if e, ok := eventOfRule[p.Rule]; ok {
			Write(ctx, e, "", slog.String("rule", string(p.Rule)), slog.String("at", strings.Join(append([]string{at}, p.Field...), ".")))
		}
	}
}
