//go:build shared

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestSharedCommittedTablesAreTheGenerators(t *testing.T) {
	t.Parallel()
	files, err := generate(os.DirFS(filepath.Join(os.Getenv("SCHALTER_SHARED"), "data")))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("..", "data", name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the importer makes: %v", name, err)
		}
	}
}
