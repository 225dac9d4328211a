package market

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/market/rollouts"
)

// known are the elements that readers of XZuFi 2.2.0 read, by what they stand in; a code has no namespace. What the file has beside them
// nobody would understand.
var known = map[string][]string{
	"onlineDienste":                       {"xzufi:leistung", "xzufi:organisationseinheit", "xzufi:onlinedienst"},
	"onlineDienste/leistung":              {"xzufi:id", "xzufi:referenzLeiKa", "xzufi:modulText"},
	"leistung/referenzLeiKa":              {":code"},
	"leistung/modulText":                  {"xzufi:leikaTextmodul", "xzufi:inhalt"},
	"modulText/leikaTextmodul":            {":code"},
	"onlineDienste/organisationseinheit":  {"xzufi:id", "xzufi:name", "xzufi:zustaendigkeit"},
	"organisationseinheit/name":           {"xzufi:name"},
	"organisationseinheit/zustaendigkeit": {"xzufi:leistungID", "xzufi:gebietID"},
	"onlineDienste/onlinedienst":          {"xzufi:id", "xzufi:bezeichnung", "xzufi:link", "xzufi:zustaendigkeit"},
	"onlinedienst/link":                   {"xzufi:typ", "xzufi:link"},
	"link/typ":                            {":code"},
	"onlinedienst/zustaendigkeit":         {"xzufi:leistungID", "xzufi:gebietID"},
}

// walk reads a file and returns its texts by their paths; an element at a place that is not known is an error.
func walk(t *testing.T, content []byte) map[string][]string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(content)))
	texts, path := map[string][]string{}, []string{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			prefix := map[string]string{"": "", xzufiNamespace: "xzufi", frameNamespace: "frame"}[token.Name.Space]
			if n := len(path); n > 0 {
				parent := path[n-1]
				if n > 1 {
					parent = path[n-2] + "/" + parent
				}
				if !slices.Contains(known[parent], prefix+":"+token.Name.Local) {
					t.Errorf("%s in %s is known to nobody", token.Name.Local, parent)
				}
			}
			path = append(path, token.Name.Local)
			for _, a := range token.Attr {
				key := strings.Join(path, "/") + "@" + a.Name.Local
				texts[key] = append(texts[key], a.Value)
			}
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); text != "" {
				key := strings.Join(path, "/")
				texts[key] = append(texts[key], text)
			}
		}
	}
}

func TestF2OnlineServicesAreThereForAnEditorialSystemInElementsOfXZuFi(t *testing.T) {
	t.Parallel()
	rows := []rollouts.OnlineRow{
		{ID: "lnk_1", ServiceID: "srv_1", German: "Wohngeld & Lastenzuschuss", English: "Housing benefit", LeikaKey: "99107023017000", AuthorityID: "aut_1", RegionARS: "094610000000", URL: "https://stadt.example/?a=1&b=2"},
		{ID: "lnk_2", ServiceID: "srv_2", German: "Gewerbe", RegionARS: "094610000000", URL: "https://stadt.example/gewerbe"},
		{ID: "lnk_3", ServiceID: "srv_1", German: "Wohngeld & Lastenzuschuss", English: "Housing benefit", LeikaKey: "99107023017000", AuthorityID: "aut_1", RegionARS: "094610000000", URL: "https://stadt.example/zwei"},
	}
	content, err := encodeXZuFi(rows, "org_1", func(unitID string) string { return "Stelle " + unitID }, time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	texts := walk(t, content)
	for path, want := range map[string][]string{
		"onlineDienste@xzufiVersion":                                   {"2.2.0"},
		"onlineDienste@erstellt":                                       {"2026-11-30T12:00:00Z"},
		"onlineDienste/leistung/id":                                    {"srv_1", "srv_2"},
		"onlineDienste/leistung/referenzLeiKa/code":                    {"99107023017000"},
		"onlineDienste/leistung/modulText/leikaTextmodul/code":         {"02", "02"},
		"onlineDienste/leistung/modulText/inhalt":                      {"Wohngeld & Lastenzuschuss", "Housing benefit", "Gewerbe"},
		"onlineDienste/leistung/modulText/inhalt@languageCode":         {"de", "en", "de"},
		"onlineDienste/organisationseinheit/id":                        {"aut_1", "org_1"},
		"onlineDienste/organisationseinheit/name/name":                 {"Stelle aut_1", "Stelle org_1"},
		"onlineDienste/organisationseinheit/zustaendigkeit/leistungID": {"srv_1", "srv_2"},
		"onlineDienste/onlinedienst/id":                                {"lnk_1", "lnk_2", "lnk_3"},
		"onlineDienste/onlinedienst/id@schemeAgencyID":                 {"schalter", "schalter", "schalter"},
		"onlineDienste/onlinedienst/bezeichnung":                       {"Wohngeld & Lastenzuschuss", "Housing benefit", "Gewerbe", "Wohngeld & Lastenzuschuss", "Housing benefit"},
		"onlineDienste/onlinedienst/link/typ@listURI":                  {linkTypes, linkTypes, linkTypes},
		"onlineDienste/onlinedienst/link/typ/code":                     {"01", "01", "01"},
		"onlineDienste/onlinedienst/link/link":                         {"https://stadt.example/?a=1&b=2", "https://stadt.example/gewerbe", "https://stadt.example/zwei"},
		"onlineDienste/onlinedienst/zustaendigkeit/leistungID":         {"srv_1", "srv_2", "srv_1"},
		"onlineDienste/onlinedienst/zustaendigkeit/gebietID":           {"094610000000", "094610000000", "094610000000"},
	} {
		if !slices.Equal(texts[path], want) {
			t.Errorf("%s: got %q, want %q", path, texts[path], want)
		}
	}
}

func TestOrganisationWithoutOnlineServicesHasAnEmptyFile(t *testing.T) {
	t.Parallel()
	content, err := encodeXZuFi(nil, "org_1", nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if texts := walk(t, content); len(texts["onlineDienste/onlinedienst/id"]) != 0 || texts["onlineDienste@xzufiVersion"][0] != "2.2.0" {
		t.Errorf("got %v", texts)
	}
}
