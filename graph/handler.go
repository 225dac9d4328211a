package graph

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"schalter/graph/generated"
	"schalter/graph/transport"
	"schalter/internal/clock"
)

// NewHandler returns the handler of /graphql. allowOrigin decides which pages may open websockets.
func NewHandler(r *Resolver, sessions transport.Sessions, clk clock.Clock, log *slog.Logger, allowOrigin func(*http.Request) bool) *transport.Handler {
	schema := generated.NewExecutableSchema(generated.Config{Resolvers: r})
	exec := executor.New(schema)
	p := presenter{log, r.Outage}
	exec.SetErrorPresenter(func(ctx context.Context, err error) *gqlerror.Error { return p.present(ctx, err) })
	exec.SetRecoverFunc(p.recovered)
	known := newParsedDocuments()
	exec.SetQueryCache(known)
	exec.SetParserTokenLimit(MaxTokens)
	exec.SetDisableSuggestion(true)
	cpu := &cpuClock{read: programCPU}
	exec.Use(requestLimits{known, cpu, coercion{schema.Schema()}, newSchemaAnswers()})
	exec.AroundResponses(cpu.withinBudget)
	exec.AroundResponses(withBatchGroups)
	return &transport.Handler{Exec: exec, Sessions: sessions, Clock: clk, AllowOrigin: allowOrigin}
}
