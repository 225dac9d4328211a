package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// marketFile is a file that somebody fetches: export names the organisation whose spreadsheet is made, else it is a public one.
type marketFile struct{ name, as, path, export string }

var marketFiles = []marketFile{
	{"spreadsheet of a town", asTown, "", "$town"},
	{"spreadsheet of a union", asUnion, "", "$union"},
	{"catalogue.xlsx", asNobody, "/files/market/catalogue.xlsx", ""},
	{"catalogue.csv", asNobody, "/files/market/catalogue.csv", ""},
	{"catalogue.json", asNobody, "/files/market/catalogue.json", ""},
	{"levy.xlsx, all shares of all levels", asNobody, "/files/market/levy-$year.xlsx", ""},
	{"levy.csv", asNobody, "/files/market/levy-$year.csv", ""},
	{"levy.json", asNobody, "/files/market/levy-$year.json", ""},
}

// compareFiles fetches each file from programs that were started once more, so that it is made and not remembered, and says how much memory the
// program had at most.
func (b *bench) compareFiles(ctx context.Context, fairs []*fair) (rows [][]string, err error) {
	for _, file := range marketFiles {
		if b.only != "" && !strings.Contains(file.name, b.only) {
			continue
		}
		var figures []measured
		var size, grown int64
		for _, f := range fairs {
			var m measured
			if size, grown, err = f.fetch(ctx, file, &m); err != nil {
				return nil, fmt.Errorf("%s: %w", file.name, err)
			}
			figures = append(figures, m)
		}
		row := pageRow(fairs[0].kind, marketPage{name: fmt.Sprintf("%s (%d KB, memory + %s MB)", file.name, size>>10, mega(grown)), as: file.as}, figures)
		rows = append(rows, row)
		b.progress("%v", row)
	}
	return rows, nil
}

// fetch restarts the program and fetches a file for the first time; grown is by how much its memory grew at most.
func (f *fair) fetch(ctx context.Context, file marketFile, into *measured) (size, grown int64, err error) {
	if _, err := f.restart(ctx); err != nil {
		return 0, 0, err
	}
	f.meter.program = f.pid()
	c, err := f.signedIn(ctx, file.as)
	if err != nil {
		return 0, 0, err
	}
	path := strings.ReplaceAll(file.path, "$year", f.found["$year"])
	if file.export != "" {
		var out struct {
			Organisation struct {
				Internal struct{ MarketExport struct{ URL string } }
			}
		}
		if err := c.ask(ctx, `query($id: ID!) { organisation(id: $id) { internal { marketExport { url } } } }`, map[string]any{"id": f.found[file.export]}, &out); err != nil {
			return 0, 0, err
		}
		path = out.Organisation.Internal.MarketExport.URL
		if at := strings.Index(path, "/market-exports/"); at > 0 {
			path = path[at:]
		}
	}
	idle, err := memoryOf(f.pid(), "VmHWM")
	if err != nil {
		return 0, 0, err
	}
	before, err := f.meter.read()
	if err != nil {
		return 0, 0, err
	}
	resp, err := c.send(ctx, http.MethodGet, path, nil, nil)
	if err != nil {
		return 0, 0, err
	}
	defer resp.Body.Close()
	if err := checkStatus(resp); err != nil {
		return 0, 0, err
	}
	if size, err = io.Copy(io.Discard, resp.Body); err != nil {
		return 0, 0, err
	}
	after, err := f.meter.read()
	if err != nil {
		return 0, 0, err
	}
	spent := after.since(before)
	into.self, into.server = []time.Duration{spent.self}, []time.Duration{spent.server}
	peak, err := memoryOf(f.pid(), "VmHWM")
	return size, max(0, peak-idle), err
}
