// Command importer makes the tables of places and authorities that the program embeds, from the tables of the official
// register and its companions:
//
//	go run ./internal/directory/importer -from <folder with by_gemeinden.csv and the others>
//
// The output is sorted and free of times, so that the same input over the same tables gives the same bytes. What the register
// does not have any more goes to the tables of former entries.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	from := flag.String("from", "", "folder with the source tables")
	to := flag.String("to", "internal/directory/data", "folder of the embedded tables")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		fmt.Fprintln(os.Stderr, "importer:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	files, err := generate(os.DirFS(from))
	if err != nil {
		return err
	}
	gone, err := keepFormer(files, os.DirFS(to))
	if err != nil {
		return err
	}
	for _, key := range gone {
		fmt.Println("gone, fill in its successor:", key)
	}
	if err := os.MkdirAll(filepath.Join(to, "former"), 0o755); err != nil {
		return err
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(to, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
