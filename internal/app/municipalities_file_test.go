//go:build demo

package app

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func TestOneFileHasTheCoordinatesOfAllMunicipalities(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	got := marketFile(t, w, http.MethodGet, municipalitiesName, nil)
	var file struct {
		Format                               int
		TerritoryOn, Licence                 string
		Sources                              []string
		MunicipalityColumns, DistrictColumns []string
		Municipalities, Districts            [][]any
	}
	if err := json.NewDecoder(got.Body).Decode(&file); err != nil || got.StatusCode != http.StatusOK {
		t.Fatal(got.Status, err)
	}
	if len(file.Municipalities) != 2056 || len(file.Districts) != 96 || file.Format != 1 || file.TerritoryOn == "" || len(file.Sources) == 0 {
		t.Errorf("%d municipalities in %d districts, format %d, of %q, from %q", len(file.Municipalities), len(file.Districts), file.Format, file.TerritoryOn, file.Sources)
	}
	if c := strings.Join(append(file.MunicipalityColumns, file.DistrictColumns...), " "); c != "ars name latitude longitude ars name designation" {
		t.Error(c)
	}
	districts := map[string]bool{}
	for _, d := range file.Districts {
		districts[d[0].(string)] = true
	}
	for _, m := range file.Municipalities {
		// Bavaria lies between 47.2 and 50.6 degrees north, 8.9 and 13.9 degrees east.
		ars, north, east := m[0].(string), m[2].(float64), m[3].(float64)
		if !districts[ars[:5]] || m[1] == "" || north < 47.2 || north > 50.6 || east < 8.9 || east > 13.9 {
			t.Error(m)
		}
	}
	if !strings.HasSuffix(file.Licence, licencePath) {
		t.Error(file.Licence)
	}
	if got.ContentLength > 130_000 {
		t.Errorf("%d bytes", got.ContentLength)
	}
	if again := marketFile(t, w, http.MethodGet, municipalitiesName, head("If-None-Match", got.Header.Get("ETag"))); again.StatusCode != http.StatusNotModified {
		t.Error(again.Status)
	}
}
