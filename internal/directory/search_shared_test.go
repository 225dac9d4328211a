//go:build shared

package directory_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

func TestSharedQueriesHaveTheRightFirstHit(t *testing.T) {
	t.Parallel()
	file, err := os.Open(filepath.Join(os.Getenv("SCHALTER_SHARED"), "data", "search_queries.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	s := embedded(t)
	for _, row := range rows[1:] {
		checkFirstHit(t, s, "de", row[0], row[1], row[2], row[3])
	}
}
