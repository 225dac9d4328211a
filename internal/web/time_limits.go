package web

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"schalter/graph/transport"
	"schalter/internal/clock"
)

// times bounds how slow a client may be. Deadlines are of the machine's clock, whatever clock the program runs on.
type times struct {
	// body is how long a request may take to come in, unless it is an upload.
	body time.Duration
	// stall is how long an upload or an answer may stand still.
	stall time.Duration
	// rate is how many bytes a second an upload has on average, after a first stall.
	rate int64
	// work is how long an answer may take to make, unless it goes on as long as the client likes.
	work time.Duration
}

var standardTimes = times{body: 15 * time.Second, stall: time.Minute, rate: 2 << 10}

// withReadDeadline bounds how long a request may take to come in; the answer may take longer (event streams). The deadline stays when
// the handler is done: then the server reads what is left of the body, and would wait for it forever. The next request of
// the connection begins without one.
func (s *server) withReadDeadline(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body != nil && r.Body != http.NoBody {
			_ = http.NewResponseController(w).SetReadDeadline(clock.System().Now().Add(s.times.body))
		}
		next.ServeHTTP(w, r)
	})
}

// workLimit is how long an answer may take to make.
func (t times) workLimit() time.Duration { return cmp.Or(t.work, transport.WorkTime) }

// withWorkDeadline ends the work of a request when its time is over: whatever it waits for, the client gets an answer.
func (s *server) withWorkDeadline(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := transport.WithTimeLimit(r.Context(), s.times.workLimit())
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// exportTime is how long a file may be made: an export reads every message of a case, a batch holds a thousand letters.
const exportTime = 5 * time.Minute

// withExportTime gives the making of a file more time than other requests have.
func withExportTime(ctx context.Context) (context.Context, context.CancelFunc) {
	transport.LiftTimeLimit(ctx)
	return transport.WithTimeLimit(ctx, exportTime)
}

// slowUploadReader extends the deadline of an upload as long as enough bytes come.
type slowUploadReader struct {
	r      io.Reader
	extend func(time.Time) error
	times  times
	begun  time.Time
	n      int64
	// err is why the bytes did not come completely; nil when they did.
	err error
}

func newSlowUploadReader(r io.Reader, extend func(time.Time) error, t times) *slowUploadReader {
	return &slowUploadReader{r: r, extend: extend, times: t, begun: clock.System().Now()}
}

func (p *slowUploadReader) Read(b []byte) (int, error) {
	_ = p.extend(p.times.deadline(p.begun, clock.System().Now(), p.n))
	n, err := p.r.Read(b)
	p.n += int64(n)
	switch {
	case errors.Is(err, io.EOF):
		// From here on the program works, and the server would take a deadline that passes meanwhile for a sender who has gone.
		_ = p.extend(time.Time{})
	case err != nil:
		p.err = err
	}
	return n, err
}

// deadline is when the next bytes must have come, after n bytes since begun.
func (t times) deadline(begun, now time.Time, n int64) time.Time {
	next := now.Add(t.stall)
	if enough := begun.Add(t.stall + time.Duration(n)*time.Second/time.Duration(t.rate)); enough.Before(next) {
		return enough
	}
	return next
}
