//go:build !demo

package app

import (
	"context"
	"net/http"
)

// canDemo says that demo mode is not in this program.
const canDemo = false

// simulation is only in the demo.
type simulation struct{}

func (*app) prepareDemo(context.Context) error { return nil }

func (*app) demo(context.Context) (map[string]http.Handler, error) { return nil, nil }

func (*app) runDemo(context.Context) {}
