package main

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// imported is the folder of tables after an import over those so far.
func imported(t *testing.T, from fstest.MapFS, soFar fstest.MapFS) (fstest.MapFS, []string) {
	t.Helper()
	files, err := generate(from)
	if err != nil {
		t.Fatal(err)
	}
	gone, err := keepFormer(files, soFar)
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for name, content := range files {
		folder[name] = &fstest.MapFile{Data: content}
	}
	return folder, gone
}

func TestWhatTheRegisterDropsStaysAsFormer(t *testing.T) {
	t.Parallel()
	first, gone := imported(t, source(), fstest.MapFS{})
	if len(gone) != 0 || strings.Count(string(first["former/regions.tsv"].Data), "\n") != 1 {
		t.Fatalf("a first import drops nothing: %q", gone)
	}
	without := source()
	for _, file := range []string{"by_gemeindefreie_gebiete.csv", "by_hwk_bezirke.csv"} {
		header, _, _ := strings.Cut(string(without[file].Data), "\n")
		without[file].Data = []byte(header + "\n")
	}
	second, gone := imported(t, without, first)
	want := []string{"authorities.tsv: HWK\tHandwerkskammer Musterbach", "regions.tsv: 094719452452"}
	if !slices.Equal(gone, want) {
		t.Errorf("gone: %q", gone)
	}
	if got := string(second["former/regions.tsv"].Data); !strings.Contains(got, "094719452452\tGEMEINDEFREI\tForst\tGemeindefreies Gebiet\t09471452\t0\t\t\t\t2025-08-31\t\n") {
		t.Errorf("former regions:\n%s", got)
	}
	if got := string(second["former/authorities.tsv"].Data); !strings.Contains(got, "HWK\tHandwerkskammer Musterbach\tHandwerkskammer Musterbach\t\t094\t\t\t2025-08-31\t\n") {
		t.Errorf("former authorities:\n%s", got)
	}
	// A later import keeps what was filled in by hand, and what comes back is no former one.
	second["former/authorities.tsv"].Data = []byte(strings.Replace(string(second["former/authorities.tsv"].Data), "2025-08-31\t\n", "2025-07-01\tHWK:Andere\n", 1))
	third, gone := imported(t, without, second)
	if len(gone) != 0 || !strings.Contains(string(third["former/authorities.tsv"].Data), "2025-07-01\tHWK:Andere\n") {
		t.Errorf("third import: %q\n%s", gone, third["former/authorities.tsv"].Data)
	}
	fourth, _ := imported(t, source(), third)
	if got := string(fourth["former/authorities.tsv"].Data); strings.Count(got, "\n") != 1 {
		t.Errorf("came back and stayed former:\n%s", got)
	}
}

func TestAMunicipalityThatLeavesItsUnionKeepsItsKey(t *testing.T) {
	t.Parallel()
	first, _ := imported(t, source(), fstest.MapFS{})
	moved := source()
	for _, file := range moved {
		file.Data = []byte(strings.ReplaceAll(string(file.Data), "094715101111,\"Musterbach a.Wald, M\",60,09471,094715101,54", "094710111111,\"Musterbach a.Wald, M\",60,09471,094710111,50"))
	}
	second, gone := imported(t, moved, first)
	if !slices.Equal(gone, []string{"regions.tsv: 094715101111"}) {
		t.Errorf("gone: %q", gone)
	}
	if got := string(second["authorities.tsv"].Data); !strings.Contains(got, "GEMEINDE\t094715101111\tMarkt Musterbach a.Wald\t094710111111\t094710111111\t") {
		t.Errorf("authorities:\n%s", got)
	}
}
