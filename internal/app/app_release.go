//go:build !demo

package app

import (
	"context"
	"net/http"
)

// canDemo says that demo mode is not in this program.
const canDemo = false

func (*app) demo(context.Context) (map[string]http.Handler, error) { return nil, nil }
