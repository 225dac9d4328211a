package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"

	"schalter/internal/config"
	"schalter/internal/job"
)

const jobsUsage = `usage: schalter jobs list        show the kinds of work that failed for good or are late
       schalter jobs retry KIND  have what failed tried anew, by the server
The settings must be those of the server, which may run meanwhile`

// jobsCommand lists jobs that failed, and retries them once their cause is mended.
func jobsCommand(ctx context.Context, cfg *config.Config, log *slog.Logger, args []string, stdout io.Writer) error {
	list := len(args) == 1 && args[0] == "list"
	if !list && (len(args) != 2 || args[0] != "retry") {
		return errors.New(jobsUsage)
	}
	a, err := openApp(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer a.close()
	if !list {
		n, err := a.jobs.Retry(ctx, job.Kind(args[1]))
		if err == nil {
			_, err = fmt.Fprintf(stdout, "done: %d jobs are tried anew\n", n)
		}
		return err
	}
	stuck, err := a.jobs.Stuck(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "KIND\tFAILED\tLATE\tERROR\tSINCE")
	for _, s := range stuck {
		_, _ = fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\n", s.Kind, s.Failed, s.Late, dash(s.ErrorCode), dateOrDash(&s.Since))
	}
	return w.Flush()
}
