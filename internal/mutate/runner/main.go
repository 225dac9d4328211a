// Command runner is make mutate: it breaks the code of some packages in many small ways, one at a time, and lists what the
// tests of their domain do not notice. Survivors that docs/mutants.tsv names are known; any other makes it fail.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"schalter/internal/mutate"
)

func main() {
	count := flag.Int("n", 0, "how many mutants, the same ones each time; 0: all")
	skip := flag.Int("skip", 0, "how many of them to pass over first")
	only := flag.String("only", "", "the mutants whose id contains this")
	list := flag.Bool("list", false, "only list them")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, flag.Args(), *count, *skip, *only, *list); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, packages []string, count, skip int, only string, list bool) error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	known, err := survivors(filepath.Join(root, "docs", "mutants.tsv"))
	if err != nil {
		return err
	}
	mutants, err := find(packages, only)
	if err != nil {
		return err
	}
	all := len(mutants)
	mutants = mutants[min(skip, all):]
	if count > 0 {
		mutants = mutants[:min(count, len(mutants))]
	}
	fmt.Printf("%d of %d mutants\n", len(mutants), all)
	tally := map[mutate.Outcome]int{}
	var fresh []string
	for _, m := range mutants {
		if list {
			fmt.Printf("%s\tline %d\t%q -> %q\n", m.ID, m.Line, m.Old, m.New)
			continue
		}
		outcome, err := mutate.Run(ctx, root, m, limit)
		if err != nil {
			return err
		}
		tally[outcome]++
		note := ""
		if reason, ok := known[m.ID]; ok && outcome == mutate.Survived {
			note = " (known: " + reason + ")"
		} else if outcome == mutate.Survived {
			fresh = append(fresh, m.ID)
		}
		fmt.Printf("%-10s %s line %d %q -> %q%s\n", outcome, m.ID, m.Line, m.Old, m.New, note)
	}
	fmt.Printf("%d killed, %d survived, %d do not build\n", tally[mutate.Killed], tally[mutate.Survived], tally[mutate.NotViable])
	if len(fresh) > 0 {
		return fmt.Errorf("survivors that docs/mutants.tsv does not name:\n%s", strings.Join(fresh, "\n"))
	}
	return nil
}

// limit of one run of a package's tests; only what hangs meets it.
const limit = 10 * time.Minute

// find lists the mutants of the packages' own files, in an order that new code elsewhere does not change.
func find(packages []string, only string) ([]mutate.Mutant, error) {
	var all []mutate.Mutant
	for _, dir := range packages {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			found, err := mutate.Find(filepath.ToSlash(name), source)
			if err != nil {
				return nil, err
			}
			all = append(all, found...)
		}
	}
	all = slices.DeleteFunc(all, func(m mutate.Mutant) bool { return !strings.Contains(m.ID, only) })
	slices.SortFunc(all, func(a, b mutate.Mutant) int {
		if a.Weight() < b.Weight() {
			return -1
		}
		return 1
	})
	return all, nil
}

// survivors reads the known ones: id, tab, reason.
func survivors(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read
	known := map[string]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if id, reason, ok := strings.Cut(lines.Text(), "\t"); ok && !strings.HasPrefix(id, "#") {
			known[id] = reason
		}
	}
	return known, nil
}
