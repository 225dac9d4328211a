package main

import (
	"strings"
	"testing"
	"testing/fstest"
)

// source is a register of one city and one union with one member.
func source() fstest.MapFS {
	files := map[string]string{
		"by_gemeinden.csv": "ags,ars,name,textkennzeichen,kreis,verband,verbandsart,einwohner,plz_verwaltungssitz\n" +
			"09461000,094610000000,Bamberg,61,09461,094610000,50,100,96031\n" +
			"09471111,094715101111,\"Musterbach a.Wald, M\",60,09471,094715101,54,20,96100\n",
		"by_gemeindefreie_gebiete.csv":     "ags,ars,name,textkennzeichen,einwohner\n09471452,094719452452,Forst,66,0\n",
		"by_kreise.csv":                    "kreis,rb,name,sitz,art\n09461,094,Bamberg,Bamberg,Kreisfreie Stadt\n09471,094,Bamberg,Bamberg,Landkreis\n",
		"by_regierungsbezirke.csv":         "rb,name,sitz\n094,Oberfranken,Bamberg\n",
		"by_verwaltungsgemeinschaften.csv": "verband,kreis,name,sitz_oder_plz\n094715101,09471,Musterbach (VGem),Musterbach\n",
		"by_plz_ags.csv":                   "plz,ags\n96047,09461000\n96031,09461000\n96031,09461000\n",
		"by_koordinaten.csv":               "ags,lat,lon\n09461000,49.9,10.9\n",
		"by_ihk_bezirke.csv":               "kreis,ihk\n09471,Industrie- und Handelskammer Bamberg\n09461,Industrie- und Handelskammer Bamberg\n",
		"by_hwk_bezirke.csv":               "regierungsbezirk,hwk\n094,Handwerkskammer Musterbach\n",
	}
	fs := fstest.MapFS{}
	for name, content := range files {
		fs[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return fs
}

func TestTablesAreOneEntityALine(t *testing.T) {
	t.Parallel()
	files, err := generate(source())
	if err != nil {
		t.Fatal(err)
	}
	wantRegions := `ars	kind	name	designation	ags	population	postal_codes	latitude	longitude
09	LAND	Bayern	Freistaat		120			
094	REGIERUNGSBEZIRK	Oberfranken	Regierungsbezirk		120			
09461	KREIS	Bamberg	Kreisfreie Stadt		100			
094610000000	GEMEINDE	Bamberg	Kreisfreie Stadt	09461000	100	96031,96047	49.9	10.9
09471	KREIS	Bamberg	Landkreis		20			
094715101	GEMEINDEVERBAND	Musterbach	Verwaltungsgemeinschaft		20			
094715101111	GEMEINDE	Musterbach a.Wald	Markt	09471111	20			
094719452452	GEMEINDEFREI	Forst	Gemeindefreies Gebiet	09471452	0			
`
	if got := string(files["regions.tsv"]); got != wantRegions {
		t.Errorf("got\n%s", got)
	}
	wantAuthorities := `kind	key	name	seat	areas	seat_postal_code	seat_city
BEZIRK	094	Bezirk Oberfranken	094610000000	094		Bamberg
GEMEINDE	094715101111	Markt Musterbach a.Wald	094715101111	094715101111	96100	Musterbach a.Wald
HWK	Handwerkskammer Musterbach	Handwerkskammer Musterbach		094		
IHK	Industrie- und Handelskammer Bamberg	Industrie- und Handelskammer Bamberg	094610000000	09461,09471		Bamberg
KREISFREIE_STADT	094610000000	Stadt Bamberg	094610000000	09461	96031	Bamberg
LANDRATSAMT	09471	Landratsamt Bamberg	094610000000	09471		Bamberg
POINT_OF_SINGLE_CONTACT	094	Einheitlicher Ansprechpartner Oberfranken	094610000000	094		Bamberg
REGIERUNG	094	Regierung von Oberfranken	094610000000	094		Bamberg
VERWALTUNGSGEMEINSCHAFT	094715101	Verwaltungsgemeinschaft Musterbach	094715101111	094715101		Musterbach a.Wald
`
	if got := string(files["authorities.tsv"]); got != wantAuthorities {
		t.Errorf("got\n%s", got)
	}
}

func TestContradictingSourcesAreRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, file, old, new, want string }{
		{"key", "by_gemeinden.csv", "09461000,", "09461001,", "does not belong to the ARS"},
		{"kind of place", "by_gemeinden.csv", ",61,", ",99,", "unknown Textkennzeichen"},
		{"population", "by_gemeinden.csv", ",100,", ",many,", "population"},
		{"postal code", "by_plz_ags.csv", "96047,09461000", "96047,09461009", "no municipality"},
		{"coordinates", "by_koordinaten.csv", "09461000,", "09461009,", "no municipality"},
		{"seat", "by_kreise.csv", "Bamberg,Bamberg,Landkreis", "Bamberg,Nirgends,Landkreis", "seat"},
		{"column", "by_hwk_bezirke.csv", "regierungsbezirk", "bezirk", "no column"},
		{"separator", "by_hwk_bezirke.csv", "Handwerkskammer Musterbach", "Handwerkskammer\tMusterbach", "separator"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			files := source()
			old := string(files[tt.file].Data)
			files[tt.file].Data = []byte(strings.Replace(old, tt.old, tt.new, 1))
			if _, err := generate(files); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
