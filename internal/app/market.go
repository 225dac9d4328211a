package app

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"

	"schalter/internal/directory"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/levy"
	"schalter/internal/publicfile"
)

// openLevy opens the levy with the places of the directory.
func (a *app) openLevy(context.Context) error {
	a.levy = levy.New(a.db, a.audit, (&levyRegister{directory: a.directory}).Register)
	return nil
}

// levyRegister answers the levy with the directory: who pays, and how many live there.
type levyRegister struct {
	directory *directory.Directory
	made      atomic.Pointer[levy.Register]
}

// Register is that of the directory's current snapshot, made once for each.
func (l *levyRegister) Register() *levy.Register {
	s := l.directory.Snapshot()
	if made := l.made.Load(); made != nil && made.Revision == s.Revision() {
		return made
	}
	made := registerOf(s)
	l.made.Store(made)
	return made
}

// kreisfrei is the designation of a district that is one town.
const kreisfrei = "Kreisfreie Stadt"

func registerOf(s *directory.Snapshot) *levy.Register {
	var places []levy.Place
	on := ""
	for _, r := range s.Regions(directory.RegionFilter{}) {
		if p, pays := payer(r); pays {
			places = append(places, p)
		}
		if r.PopulationOn != nil {
			on = *r.PopulationOn
		}
	}
	return levy.NewRegister(s.Revision(), on, s.TerritoryOn(), places)
}

// payer is what a region is to the levy. A kreisfreie Stadt is a district and a municipality in the register and pays as the latter;
// a Bezirk has the area of a Regierungsbezirk.
func payer(r *directory.Region) (p levy.Place, pays bool) {
	p = levy.Place{ARS: r.ARS, Name: r.Name}
	switch {
	case r.Kind == directory.RegionGemeinde:
		if p.Levels = []levy.LevyLevel{levy.Gemeinde}; isKreisfrei(r.Kreis()) {
			p.Levels = append(p.Levels, levy.Landkreis)
		}
		if r.Population != nil {
			p.Population = *r.Population
		}
	case r.Kind == directory.RegionKreis && !isKreisfrei(r):
		p.Name, p.Levels = "Landkreis "+r.Name, []levy.LevyLevel{levy.Landkreis}
	case r.Kind == directory.RegionRegierungsbezirk:
		p.Name, p.Levels = "Bezirk "+r.Name, []levy.LevyLevel{levy.Bezirk}
	}
	return p, len(p.Levels) > 0
}

func isKreisfrei(kreis *directory.Region) bool {
	return kreis != nil && kreis.Designation != nil && *kreis.Designation == kreisfrei
}

// publicFiles answers HTTP with the files of the market.
type publicFiles struct {
	levy           *levy.Files
	catalogue      *catalogue.Files
	municipalities *municipalitiesFile
}

// licencePath is where the imprint says what data from elsewhere are bound to.
const licencePath = "/rechtliches/impressum"

func (a *app) publicFiles() publicFiles {
	licence := a.cfg.BaseURL + licencePath
	return publicFiles{
		levy.NewFiles(a.levy, registerSources(a.directory.Snapshot()), licence), catalogue.NewFiles(a.catalogue, a.cfg.BaseURL, licence),
		&municipalitiesFile{directory: a.directory, licence: licence},
	}
}

func (p publicFiles) PublicFile(ctx context.Context, name string) (_ http.Handler, err error) {
	var f *publicfile.File
	switch {
	case name == municipalitiesName:
		f, err = p.municipalities.File()
	case strings.HasPrefix(name, "levy-"):
		f, err = p.levy.File(ctx, name)
	default:
		f, err = p.catalogue.File(name)
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}
