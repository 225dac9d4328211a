// Command printer prints docs/asvs.md from docs/asvs.tsv. It runs at the root of the repository:
//
//	go run ./internal/asvs/printer
package main

import (
	"log"
	"os"

	"schalter/internal/asvs"
)

func main() {
	if err := run("docs/asvs.tsv", "docs/asvs.md"); err != nil {
		log.Fatal(err)
	}
}

func run(from, to string) error {
	list, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	rows, err := asvs.Parse(string(list))
	if err != nil {
		return err
	}
	return os.WriteFile(to, []byte(asvs.Page(rows)), 0o644)
}
