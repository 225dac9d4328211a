package graph

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"schalter/graph/model"
	"schalter/graph/transport"
	"schalter/internal/errs"
	"schalter/internal/seclog"
	"schalter/internal/viewer"
)

// presenter turns every error into one of the contract: a code, a text that may be shown, and for unknown errors nothing but
// the id of the request under which the log tells the rest.
type presenter struct {
	log *slog.Logger
	// outage tells from a fault what only does not answer now; nil knows none.
	outage func(error) bool
}

func (p presenter) present(ctx context.Context, err error) *gqlerror.Error {
	if isOverBudget(err) {
		// The answer is replaced by one that says so.
		return nil
	}
	shown := &gqlerror.Error{Path: graphql.GetPath(ctx)}
	var parsed *gqlerror.Error
	if errors.As(err, &parsed) {
		shown.Locations = parsed.Locations
		if parsed.Path != nil {
			shown.Path = parsed.Path
		}
	}
	code, message := p.codeAndMessage(ctx, err, parsed)
	seclog.Fault(ctx, code, contractField(ctx))
	shown.Message = message
	shown.Extensions = map[string]any{"code": string(code)}
	if code == errs.Internal {
		shown.Extensions["requestId"] = transport.RequestID(ctx)
	}
	return shown
}

// codeAndMessage chooses what may be shown of an error; an unknown one is logged.
func (p presenter) codeAndMessage(ctx context.Context, err error, parsed *gqlerror.Error) (errs.Code, string) {
	var fault *errs.Error
	switch {
	case errors.As(err, &fault) && fault.Code != errs.Internal:
		return fault.Code, fault.In(locale(ctx))
	case errs.AsRefusal(err) != nil:
		return errs.Invalid, sentence(viewer.From(ctx).Locale, errs.AsRefusal(err).Problems[0])
	case parsed != nil && ofRequest(parsed):
		return errs.Invalid, parsed.Message
	case ctx.Err() != nil:
		return errs.Unavailable, errs.GivenUp.In(locale(ctx))
	}
	if p.outage != nil && p.outage(err) {
		p.log.WarnContext(ctx, "something does not answer", "request", transport.RequestID(ctx), "path", graphql.GetPath(ctx).String(), "error", err)
		return errs.Unavailable, errs.Outage.In(locale(ctx))
	}
	p.log.ErrorContext(ctx, "request failed", "request", transport.RequestID(ctx), "path", graphql.GetPath(ctx).String(), "error", err)
	return errs.Internal, "something went wrong here; the request id helps to find out what"
}

// contractField names the field of the contract that is being answered; never an alias or an argument, which the caller made up.
func contractField(ctx context.Context) string {
	if fc := graphql.GetFieldContext(ctx); fc != nil && fc.Field.Field != nil {
		return fc.Object + "." + fc.Field.Name
	}
	return "document"
}

// ofRequest reports whether the parser or the validator found the fault in the request.
func ofRequest(e *gqlerror.Error) bool {
	switch e.Extensions["code"] {
	case errcode.ParseFailed, errcode.ValidationFailed:
		return true
	}
	return e.Rule != ""
}

// recovered turns a panic of a resolver into an unknown error, with where it happened.
func (p presenter) recovered(ctx context.Context, cause any) error {
	p.log.ErrorContext(ctx, "panic in a resolver", "request", transport.RequestID(ctx), "panic", cause, "stack", string(debug.Stack()))
	return errs.New(errs.Internal, "panic")
}

// userErrors takes refused business rules out of an error: they are data of the answer. What is left is a fault.
func userErrors(ctx context.Context, err error) ([]*model.UserError, error) {
	r := errs.AsRefusal(err)
	if r == nil {
		return nil, err
	}
	seclog.Rules(ctx, r, contractField(ctx))
	list := make([]*model.UserError, len(r.Problems))
	for i, p := range r.Problems {
		list[i] = &model.UserError{Code: p.Rule, Field: p.Field, Message: sentence(viewer.From(ctx).Locale, p)}
	}
	return list, nil
}
