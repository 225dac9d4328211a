// Package frontend carries the built single page application inside the binary.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// FS is the content of dist: index.html, explorer.html and hashed files under assets/, each compressible file with
// its .br and .gz beside it. Before `npm run build` it holds nothing but the placeholder .keep.
var FS fs.FS = sub()

// sub cannot fail: the directive above does not compile without the folder.
func sub() fs.FS {
	root, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err)
	}
	return root
}
