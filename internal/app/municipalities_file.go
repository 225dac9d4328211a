package app

import (
	"encoding/json"
	"sync/atomic"

	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/publicfile"
)

// municipalitiesName is the public file with the coordinates of all municipalities, for pictures of the whole Land: one request, not 21 pages.
const municipalitiesName = "municipalities.json"

// municipalitiesFile makes it of the directory's current snapshot, once for each.
type municipalitiesFile struct {
	directory *directory.Directory
	licence   string
	made      atomic.Pointer[madeMunicipalities]
}

type madeMunicipalities struct {
	revision string
	file     *publicfile.File
}

func (m *municipalitiesFile) File() (_ *publicfile.File, err error) {
	defer errs.Wrap(&err, "app.municipalitiesFile")
	s := m.directory.Snapshot()
	if made := m.made.Load(); made != nil && made.revision == s.Revision() {
		return made.file, nil
	}
	content, err := municipalitiesJSON(s, m.licence)
	if err != nil {
		return nil, err
	}
	made := &madeMunicipalities{s.Revision(), publicfile.New(municipalitiesName, publicfile.JSON, m.licence, content)}
	m.made.Store(made)
	return made.file, nil
}

// fileMunicipalities is the content (docs/api.md); rows instead of objects make it half as large.
type fileMunicipalities struct {
	Format              int       `json:"format"`
	TerritoryOn         string    `json:"territoryOn"`
	Licence             string    `json:"licence"`
	Sources             []string  `json:"sources"`
	MunicipalityColumns [4]string `json:"municipalityColumns"`
	Municipalities      [][4]any  `json:"municipalities"`
	DistrictColumns     [3]string `json:"districtColumns"`
	Districts           [][3]any  `json:"districts"`
}

func municipalitiesJSON(s *directory.Snapshot, licence string) ([]byte, error) {
	out := fileMunicipalities{
		Format: 1, TerritoryOn: s.TerritoryOn(), Licence: licence, Sources: registerSources(s),
		MunicipalityColumns: [4]string{"ars", "name", "latitude", "longitude"}, DistrictColumns: [3]string{"ars", "name", "designation"},
	}
	for _, r := range s.Regions(directory.RegionFilter{}) {
		switch r.Kind {
		case directory.RegionGemeinde:
			out.Municipalities = append(out.Municipalities, [4]any{r.ARS, r.Name, r.Latitude, r.Longitude})
		case directory.RegionKreis:
			out.Districts = append(out.Districts, [3]any{r.ARS, r.Name, r.Designation})
		}
	}
	return json.Marshal(out)
}

// registerSources name where the register of regions comes from.
func registerSources(s *directory.Snapshot) []string {
	sources := []string{}
	for _, of := range s.Attributions() {
		if of.Of == "register" {
			sources = append(sources, of.Text+" ("+of.Licence+")")
		}
	}
	return sources
}
