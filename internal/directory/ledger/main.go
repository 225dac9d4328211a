// Command ledger adds the ids of the embedded directory to the list of every id that was ever shipped:
//
//	go run ./internal/directory/ledger
//
// The list only grows. A test of package directory holds the data against it.
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"schalter/internal/directory"
)

func main() {
	file := flag.String("file", "internal/directory/testdata/shipped.txt", "the list")
	flag.Parse()
	if err := run(*file); err != nil {
		fmt.Fprintln(os.Stderr, "ledger:", err)
		os.Exit(1)
	}
}

func run(file string) error {
	s, err := directory.Embedded()
	if err != nil {
		return err
	}
	content, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	all := append(strings.Fields(string(content)), s.IDs()...)
	slices.Sort(all)
	all = slices.Compact(all)
	return os.WriteFile(file, []byte(strings.Join(all, "\n")+"\n"), 0o644)
}
