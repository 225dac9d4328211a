package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
)

// What a new register does not have any more is kept in tables of former entries, because ids that were shipped resolve for
// good. Who took over its tasks the register does not say: the last column is filled in by hand.

// formerColumns follow those of the table that an entry was in.
var formerColumns = []string{"valid_to", "successor"}

// keepFormer completes fresh tables by what the tables so far have and the fresh ones have not. It returns the keys of what is
// newly gone.
func keepFormer(files map[string][]byte, soFar fs.FS) (gone []string, err error) {
	authorities, err := lines(soFar, "authorities.tsv")
	if err != nil {
		return nil, err
	}
	files["authorities.tsv"] = keepKeys(files["authorities.tsv"], authorities)
	for _, table := range []struct {
		name   string
		header []string
		keys   int
	}{{"regions.tsv", regionHeader, 1}, {"authorities.tsv", authorityHeader, 2}} {
		before, err := lines(soFar, table.name)
		if err != nil {
			return nil, err
		}
		former, err := lines(soFar, "former/"+table.name)
		if err != nil {
			return nil, err
		}
		now := byKey(split(files[table.name]), table.keys)
		kept := byKey(former, table.keys)
		for key, fields := range byKey(before, table.keys) {
			if now[key] == nil && kept[key] == nil {
				kept[key] = append(slices.Clone(fields), facts[0][1], "")
				gone = append(gone, table.name+": "+key)
			}
		}
		var list [][]string
		for _, key := range slices.Sorted(maps.Keys(kept)) {
			if now[key] == nil {
				list = append(list, kept[key])
			}
		}
		if files["former/"+table.name], err = encode(append(slices.Clone(table.header), formerColumns...), list); err != nil {
			return nil, fmt.Errorf("former/%s: %w", table.name, err)
		}
	}
	slices.Sort(gone)
	return gone, nil
}

// keepKeys lets a municipality that moved to another union, which changes its ARS and not its AGS, keep the key it was first
// shipped with: it is the same authority.
func keepKeys(fresh []byte, before [][]string) []byte {
	ags := func(ars string) string { return ars[:5] + ars[9:] }
	now, former := map[string]bool{}, map[string]string{}
	all := split(fresh)
	for _, fields := range all {
		now[fields[0]+"\t"+fields[1]] = true
	}
	for _, fields := range before {
		if kind, key := fields[0], fields[1]; len(key) == 12 && !now[kind+"\t"+key] {
			former[kind+"\t"+ags(key)] = key
		}
	}
	for _, fields := range all {
		if kind, key := fields[0], fields[1]; len(key) == 12 && former[kind+"\t"+ags(key)] != "" {
			fields[1] = former[kind+"\t"+ags(key)]
		}
	}
	slices.SortFunc(all, func(a, b []string) int { return strings.Compare(a[0]+"\t"+a[1], b[0]+"\t"+b[1]) })
	var b bytes.Buffer
	fmt.Fprintln(&b, strings.Join(authorityHeader, "\t"))
	for _, fields := range all {
		fmt.Fprintln(&b, strings.Join(fields, "\t"))
	}
	return b.Bytes()
}

// lines are the entries of an embedded table; none where it is not there yet.
func lines(from fs.FS, name string) ([][]string, error) {
	content, err := fs.ReadFile(from, name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return split(content), err
}

// split takes a table apart, without its header.
func split(content []byte) [][]string {
	var list [][]string
	for i, line := range strings.Split(strings.TrimSuffix(string(content), "\n"), "\n") {
		if i > 0 {
			list = append(list, strings.Split(line, "\t"))
		}
	}
	return list
}

func byKey(list [][]string, columns int) map[string][]string {
	by := map[string][]string{}
	for _, fields := range list {
		by[strings.Join(fields[:columns], "\t")] = fields
	}
	return by
}
