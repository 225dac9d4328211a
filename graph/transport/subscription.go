package transport

import (
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"schalter/internal/errs"
	"schalter/internal/viewer"
)

// Source drives a subscription.
type Source interface {
	// Wait returns when something may have happened, or the error that ends the subscription.
	Wait(ctx context.Context) error
	// Emit puts what happened into the subscription's channel, which has room for one, with the rights in ctx. It returns
	// false when there was nothing that the viewer may see.
	Emit(ctx context.Context) (bool, error)
	// Close is called once, at the end.
	Close()
}

// handedSource is in the context of a resolver, which puts there what drives its subscription (Drive).
type handedSource struct{ source Source }

type handedSourceKey struct{}

// Drive hands the transport what drives a subscription; called once by its resolver. The transport's own goroutine waits,
// so that a subscription needs no other.
func Drive(ctx context.Context, source Source) error {
	handed, ok := ctx.Value(handedSourceKey{}).(*handedSource)
	if !ok || handed.source != nil {
		return errors.New("a subscription outside of its transport")
	}
	handed.source = source
	return nil
}

// errNoStart says that a subscription ended in the answer that was sent already.
var errNoStart = errors.New("the subscription did not begin or go on")

// errReaderGone says that the other end does not take what is sent: it has left, or is too slow.
var errReaderGone = errors.New("the reader has gone")

// runSubscription runs a subscription until ctx ends, sending every answer. It returns nil when ctx ended. begun is called once nothing
// that happens from then on is missed.
func (h *Handler) runSubscription(ctx context.Context, op *graphql.OperationContext, begun func(), send func(*graphql.Response) error) error {
	handed := &handedSource{}
	responses, ctx := h.Exec.DispatchOperation(context.WithValue(ctx, handedSourceKey{}, handed), op)
	if handed.source == nil {
		// The resolver refused: the one answer there is says why.
		resp := responses(ctx)
		if resp == nil {
			return nilIfCancelled(ctx, errs.GivenUp)
		}
		return errors.Join(errNoStart, send(resp))
	}
	defer handed.source.Close()
	begun()
	for {
		if err := handed.source.Wait(ctx); err != nil {
			return nilIfCancelled(ctx, err)
		}
		resp, err := h.nextEvent(ctx, handed.source, responses)
		if err != nil {
			return nilIfCancelled(ctx, err)
		}
		if resp == nil {
			continue
		}
		if err := send(resp); err != nil {
			return errors.Join(errReaderGone, err)
		}
		if resp.Data == nil {
			// An event that cannot be told ends the subscription, which is continued from the one before.
			return errNoStart
		}
	}
}

// nextEvent is what happened, as the viewer may see it now; nil when there was nothing.
func (h *Handler) nextEvent(ctx context.Context, source Source, responses graphql.ResponseHandler) (*graphql.Response, error) {
	ctx, cancel := WithTimeLimit(ctx, WorkTime)
	defer cancel()
	fresh, err := h.withCurrentRights(ctx)
	if err != nil {
		return nil, err
	}
	emitted, err := source.Emit(fresh)
	if err != nil || !emitted {
		return nil, err
	}
	resp := responses(fresh)
	if resp == nil {
		return nil, errs.GivenUp
	}
	return resp, nil
}

// withCurrentRights is ctx with the viewer's rights as they are now.
func (h *Handler) withCurrentRights(ctx context.Context) (context.Context, error) {
	c, ok := credentialOf(ctx)
	if !ok {
		return ctx, nil
	}
	if !h.Clock.Now().Before(c.until) {
		return ctx, errs.New(errs.Unauthenticated, "the access token has expired")
	}
	// The signature was checked when the connection began; what may have changed are the rights.
	was := viewer.From(ctx)
	v, err := h.Sessions.OfSession(ctx, was.SessionID)
	if err != nil {
		return ctx, err
	}
	v.Locale = was.Locale
	return viewer.With(ctx, v), nil
}

// nilIfCancelled is err, unless ctx has ended: then the end was intended.
func nilIfCancelled(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// failureResponse is the answer that tells why a subscription ended.
func (h *Handler) failureResponse(ctx context.Context, op *graphql.OperationContext, err error) *graphql.Response {
	if errs.CodeOf(err) == errs.Internal {
		err = fmt.Errorf("subscription: %w", err)
	}
	return h.Exec.DispatchError(graphql.WithOperationContext(ctx, op), gqlerror.List{{Message: err.Error(), Err: err}})
}
