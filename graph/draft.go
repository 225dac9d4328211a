package graph

import (
	"context"
	"errors"

	"schalter/internal/postbox"
)

// alreadySent is the message that a draft became which an error refuses; nil for every other error, and when it is deleted.
func (r *Resolver) alreadySent(ctx context.Context, err error) *postbox.Message {
	var already *postbox.AlreadySentError
	if !errors.As(err, &already) || already.MessageID == "" {
		return nil
	}
	m, err := r.Postbox.Message(ctx, already.SideID, already.MessageID)
	if err != nil {
		return nil
	}
	return m
}
