// Command bench measures the program and writes docs/performance.md.
//
// Figures are CPU and memory first, times second: the machine is shared, so only what was measured in turns within one run
// is compared. scripts/bench starts it with a throw-away PostgreSQL; scripts/bench -h lists the parts and options.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"schalter/internal/clock"
)

// part is one subject of measurement.
type part struct {
	name  string
	about string
	run   func(ctx context.Context, b *bench) error
}

var parts = []part{
	{"inbox", "the 50 newest messages of a mailbox against the hand-written handler", inbox},
	{"send", "sending a message", send},
	{"live", "from sending to many websockets", live},
	{"files", "upload and download of a large document", files},
	{"start", "start, idle memory, size", start},
	{"search", "one search", search},
	{"dearest", "the dearest query that each kind of viewer may ask", dearest},
	{"catalogue", "pages and files of the catalogue", catalogue},
	{"market", "the market at size: its pages and files", marketAtSize},
	{"cms", "signing, encrypting and opening mails against openssl", cmsMails},
	{"gateway", "messages to an authority's own mailbox, and its answers", gateway},
}

// bench is one run.
type bench struct {
	options
	clock   clock.Clock
	log     *slog.Logger
	dir     string
	command string
	out     *report
}

// options are what the command line says.
type options struct {
	parts       []string
	sizes       []int
	rounds      int
	roundTime   time.Duration
	databases   []string
	subscribers int
	megabytes   int
	binary      string
	release     string
	doc         string
	profile     string
	// keep is a folder in which the filled market stays for the next run, only a part of the name of the pages, or viewers, that are measured.
	keep, only string
	// commit is what was measured.
	commit string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if order := os.Getenv(memoryStep); order != "" {
		tuneMemory()
		peak, err := doMemoryStep(order, clock.System().Now())
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		fmt.Println(peak)
		return
	}
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	o, err := parseOptions(args)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "schalter-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	tuneMemory()
	b := &bench{
		options: o, clock: clock.System(), dir: dir, command: commandLine(args),
		log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
		out: &report{w: os.Stdout, doc: o.doc},
	}
	for _, p := range parts {
		if len(o.parts) > 0 && !slices.Contains(o.parts, p.name) {
			continue
		}
		if err := b.measure(ctx, p); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// tuneMemory sets the collector as the program itself does.
func tuneMemory() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(1 << 30)
}

// measure runs one part and writes its figures where they belong.
func (b *bench) measure(ctx context.Context, p part) error {
	begun := b.clock.Now()
	b.out.begin(p.name)
	b.out.printf("Measured %s by `%s` in %%TOOK%% on %s; %s; load average before: %s.\n\n",
		begun.Format(time.DateOnly), b.command, machine(), b.commit, loadAverage())
	if err := p.run(ctx, b); err != nil {
		return err
	}
	return b.out.end(b.clock.Now().Sub(begun))
}

func parseOptions(args []string) (o options, err error) {
	flags := flag.NewFlagSet("scripts/bench", flag.ContinueOnError)
	flags.Usage = func() { usage(flags) }
	sizes := flags.String("sizes", "10000,100000,1000000", "messages in the database, for inbox (50 a mailbox)")
	databases := flags.String("databases", "sqlite,postgres", "databases to measure")
	flags.IntVar(&o.rounds, "rounds", 7, "rounds; figures are medians of rounds")
	flags.DurationVar(&o.roundTime, "round", 700*time.Millisecond, "time of one variant in one round")
	flags.IntVar(&o.subscribers, "subscribers", 1000, "websockets of live")
	flags.IntVar(&o.megabytes, "megabytes", 200, "size of the document of files")
	flags.StringVar(&o.binary, "binary", "bin/schalter", "the program, with demo mode")
	flags.StringVar(&o.release, "release", "", "the release program, for its size")
	flags.StringVar(&o.doc, "doc", "", "Markdown file whose marked places get the figures")
	flags.StringVar(&o.commit, "commit", "commit unknown", "what is measured")
	flags.StringVar(&o.keep, "keep", "", "folder in which the filled market stays for the next run; on PostgreSQL SCHALTER_TEST_POSTGRES must be the same server")
	flags.StringVar(&o.only, "only", "", "part of the name of the pages and files that market measures, or of the viewers of dearest")
	flags.StringVar(&o.profile, "profile", "", "folder for CPU profiles of inbox")
	for len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		o.parts, args = append(o.parts, args[0]), args[1:]
	}
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for _, name := range o.parts {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.name == name }) {
			return o, fmt.Errorf("%s is no part", name)
		}
	}
	o.databases = strings.Split(*databases, ",")
	for text := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < perMailbox {
			return o, fmt.Errorf("size %q: want a number of at least %d", text, perMailbox)
		}
		o.sizes = append(o.sizes, n)
	}
	return o, nil
}

// commandLine is how somebody else would begin the same run: without what scripts/bench adds.
func commandLine(args []string) string {
	line := "scripts/bench"
	for i := 0; i < len(args); i++ {
		if slices.Contains([]string{"-doc", "-release", "-commit"}, args[i]) {
			i++
			continue
		}
		line += " " + args[i]
	}
	return line
}

func usage(flags *flag.FlagSet) {
	fmt.Fprintln(os.Stderr, "usage: scripts/bench [PART ...] [OPTION ...]")
	for _, p := range parts {
		fmt.Fprintf(os.Stderr, "  %-8s %s\n", p.name, p.about)
	}
	flags.PrintDefaults()
}
