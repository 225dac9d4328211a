// Command schalter is the platform: secure communication between citizens and authorities. See docs/operations.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"schalter/internal/app"
	"schalter/internal/verify"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := app.Run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "schalter:", err)
		code := 1
		if exit, ok := errors.AsType[*verify.ExitError](err); ok {
			code = exit.Code
		}
		os.Exit(code)
	}
}
