//go:build demo

package market

import (
	"strings"
	"testing"
	"testing/fstest"
)

// sheet is an offering that can be read, with one thing replaced.
func sheet(old, by string) string {
	return strings.Replace(`{"slug": "a", "demo": ["provider"], "sources": ["s"], "state": "ORDERABLE", "kind": "EFA", "services": ["wohngeld"], "provider": "stmd",
		"interfaces": [{"procedure": "p", "procedureVersions": ["1"], "state": "AVAILABLE", "costClass": "FREE"}], "costClass": "FREE", "financedByLevy": true,
		"eligible": ["GEMEINDE"], "citizenSupport": "MUNICIPALITY", "parameters": [], "tasks": [], "guides": [], "contacts": [], "texts": []}`, old, by, 1)
}

func folder(offering string) fstest.MapFS {
	return fstest.MapFS{
		"organisations.json": {Data: []byte(`[{"key": "stmd", "name": "Ministerium", "kind": "STATE_MINISTRY", "demo": false}]`)},
		"procedures.json":    {Data: []byte(`[{"key": "p", "name": "Verfahren", "vendor": "stmd", "versions": ["1"], "demo": true}]`)},
		"offerings/a.json":   {Data: []byte(offering)},
	}
}

func TestKeysOfTheFilesBecomeIDs(t *testing.T) {
	t.Parallel()
	c, err := read(folder(sheet("", "")))
	if err != nil {
		t.Fatal(err)
	}
	o := c.offerings[0]
	if o.ProviderID != OrganisationID("stmd") || o.Interfaces[0].ProcedureID != c.procedureIDs["p"] || len(o.ServiceIDs) != 1 || o.Invented[0] != "provider" {
		t.Errorf("%+v", o)
	}
	if all, err := read(folder(sheet(`["provider"]`, "true"))); err != nil || all.offerings[0].Invented[0] != "*" {
		t.Error(all, err)
	}
}

func TestWhatTheFilesMustNotSayKeepsTheDemonstrationFromStarting(t *testing.T) {
	t.Parallel()
	for name, offering := range map[string]string{
		"unknown field": sheet(`"sources"`, `"source"`), "id": sheet(`"provider": "stmd"`, `"provider": "stmd", "providerId": "org_1"`),
		"provider": sheet(`"provider": "stmd"`, `"provider": "nobody"`), "procedure": sheet(`"procedure": "p"`, `"procedure": "q"`),
		"slug": sheet(`"slug": "a"`, `"slug": "b"`), "marks": sheet(`["provider"]`, `3`),
	} {
		if _, err := read(folder(offering)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestF20TheDemonstrationOffersHealthOfficesTwoServices(t *testing.T) {
	t.Parallel()
	c, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, o := range c.offerings {
		for _, kind := range o.Eligible {
			if kind == "HEALTH_OFFICE" {
				named = append(named, o.Slug)
			}
		}
	}
	if len(c.offerings) != 24 || len(named) != 2 {
		t.Error(len(c.offerings), named)
	}
}
