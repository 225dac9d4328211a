package web

import (
	"context"
	"net/http"
)

// PublicFiles makes the files of the market, which everybody may fetch at addresses that stay.
type PublicFiles interface {
	// PublicFile answers with the file of this name; NOT_FOUND where there is none.
	PublicFile(ctx context.Context, name string) (http.Handler, error)
}

func (s *server) publicFile(w http.ResponseWriter, r *http.Request) {
	file, err := s.PublicFiles.PublicFile(r.Context(), r.PathValue("file"))
	if err != nil {
		s.failWith(w, r, err)
		return
	}
	file.ServeHTTP(w, r)
}
