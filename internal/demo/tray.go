//go:build demo

package demo

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"html/template"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"schalter/internal/account"
	"schalter/internal/clock"
	"schalter/internal/demo/office"
	"schalter/internal/errs"
	"schalter/internal/notify"
)

// tray shows the mails and letters that would have been sent.
type tray struct {
	mails   *notify.Mailer
	letters *account.Service
	office  *office.Office
	log     *slog.Logger
}

func newTray(m *notify.Mailer, a *account.Service, o *office.Office, log *slog.Logger) *tray {
	return &tray{mails: m, letters: a, office: o, log: log}
}

// shown is how many mails and letters a list has at most.
const shown = 200

func (t *tray) routes() map[string]http.Handler {
	return map[string]http.Handler{
		"GET /demo/mails.json":     t.handler(t.mailsJSON),
		"GET /demo/letters.json":   t.handler(t.lettersJSON),
		"GET /demo/mails":          t.handler(t.mailsPage),
		"GET /demo/letters":        t.handler(t.lettersPage),
		"GET /demo/letters/{file}": t.handler(t.pdf),
		"GET /demo/authority":      t.handler(t.officePage),
		"GET /demo/authority.json": t.handler(t.officeJSON),
		"POST /demo/authority":     t.handler(t.setMode),
		"GET /demo/tray.css":       http.HandlerFunc(style),
	}
}

// handler answers faults; nothing of the tray is to be kept by the browser.
func (t *tray) handler(serve func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		err := serve(w, r)
		switch {
		case err == nil:
		case errs.CodeOf(err) == errs.NotFound:
			http.NotFound(w, r)
		default:
			t.log.ErrorContext(r.Context(), "the tray could not be shown", "error", err)
			http.Error(w, "the tray could not be shown", http.StatusInternalServerError)
		}
	})
}

type mailJSON struct {
	To      string    `json:"to"`
	Subject string    `json:"subject"`
	Text    string    `json:"text"`
	HTML    string    `json:"html"`
	At      time.Time `json:"at"`
}

func (t *tray) mailsJSON(w http.ResponseWriter, r *http.Request) error {
	mails, err := t.mails.Tray(r.Context(), shown)
	if err != nil {
		return err
	}
	list := make([]mailJSON, len(mails))
	for i, m := range mails {
		list[i] = mailJSON{To: m.To, Subject: m.Subject, Text: m.Text, HTML: m.HTML, At: m.At}
	}
	return writeJSON(w, list)
}

type letterJSON struct {
	Recipient string    `json:"recipient"`
	Code      string    `json:"code"`
	PDF       string    `json:"pdf"`
	At        time.Time `json:"at"`
}

func (t *tray) lettersJSON(w http.ResponseWriter, r *http.Request) error {
	letters, err := t.letters.TrayLetters(r.Context(), shown)
	if err != nil {
		return err
	}
	list := make([]letterJSON, len(letters))
	for i, l := range letters {
		list[i] = letterJSON{Recipient: l.Address.Recipient, Code: l.Code, PDF: "/demo/letters/" + l.ID + ".pdf", At: l.At}
	}
	return writeJSON(w, list)
}

func writeJSON(w http.ResponseWriter, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(b)
	return nil
}

func (t *tray) pdf(w http.ResponseWriter, r *http.Request) error {
	letterID, ok := strings.CutSuffix(r.PathValue("file"), ".pdf")
	if !ok {
		return errs.New(errs.NotFound, "no such letter")
	}
	l, err := t.letters.TrayLetter(r.Context(), letterID)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Disposition", `inline; filename="brief.pdf"`)
	// The viewers of browsers stay blank in a sandbox.
	w.Header().Set("Content-Security-Policy", "frame-ancestors 'none'")
	_, _ = w.Write(l.PDF)
	return nil
}

//go:embed tray.html tray.css
var files embed.FS

var page = template.Must(template.New("tray.html").Funcs(template.FuncMap{"isLink": isLink, "paragraphs": paragraphs, "start": start, "when": when}).
	ParseFS(files, "tray.html"))

func isLink(line string) bool {
	return strings.HasPrefix(line, "http://") || strings.HasPrefix(line, "https://")
}

// paragraphs parts a text into paragraphs and their lines.
func paragraphs(text string) (list [][]string) {
	for p := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		list = append(list, strings.Split(p, "\n"))
	}
	return list
}

// start is the beginning of a mail; what follows is more of the same base64.
func start(raw string) string {
	const most = 6_000
	if len(raw) <= most {
		return raw
	}
	return raw[:most] + "\n…"
}

func when(t time.Time) string { return t.In(clock.Berlin).Format("02.01.2006, 15:04:05 Uhr") }

// view is what a page of the tray shows.
type view struct {
	Mails   []notify.TrayMail
	Letters []account.TrayLetter
	// Wire are the mails between the gateway and the simulated authority, Modes how its mail server can behave.
	Wire  []office.Mail
	Mode  office.Mode
	Modes []modeChoice
	// Which is "mails", "letters" or "authority".
	Which string
}

// modeChoice is one way in which the simulated mail server can behave.
type modeChoice struct {
	Mode office.Mode
	Text string
}

var modes = []modeChoice{
	{office.Working, "antwortet: nimmt an, meldet die Zustellung, öffnet und antwortet"},
	{office.Silent, "schweigt: nimmt an und meldet nichts"},
	{office.Full, "Postfach voll: lehnt vorläufig ab"},
	{office.Unknown, "kein solches Postfach: lehnt endgültig ab"},
}

func (t *tray) officePage(w http.ResponseWriter, r *http.Request) error {
	return t.show(w, r, func(_ context.Context, v *view) (err error) {
		v.Which, v.Mode, v.Modes = "authority", t.office.Mode(), modes
		v.Wire, err = t.office.Mails(shown / 4)
		return err
	})
}

type wireJSON struct {
	Name     string    `json:"name"`
	Incoming bool      `json:"incoming"`
	At       time.Time `json:"at"`
	Raw      string    `json:"raw"`
}

func (t *tray) officeJSON(w http.ResponseWriter, _ *http.Request) error {
	mails, err := t.office.Mails(shown / 4)
	if err != nil {
		return err
	}
	list := make([]wireJSON, len(mails))
	for i, m := range mails {
		list[i] = wireJSON(m)
	}
	return writeJSON(w, list)
}

// setMode changes how the simulated mail server behaves, and shows the page again.
func (t *tray) setMode(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<10)
	if !t.office.SetMode(office.Mode(r.PostFormValue("mode"))) {
		http.Error(w, "no such mode", http.StatusBadRequest)
		return nil
	}
	http.Redirect(w, r, "/demo/authority", http.StatusSeeOther)
	return nil
}

func (t *tray) mailsPage(w http.ResponseWriter, r *http.Request) error {
	return t.show(w, r, func(ctx context.Context, v *view) (err error) {
		v.Which = "mails"
		v.Mails, err = t.mails.Tray(ctx, shown)
		return err
	})
}

func (t *tray) lettersPage(w http.ResponseWriter, r *http.Request) error {
	return t.show(w, r, func(ctx context.Context, v *view) (err error) {
		v.Which = "letters"
		v.Letters, err = t.letters.TrayLetters(ctx, shown)
		return err
	})
}

func (t *tray) show(w http.ResponseWriter, r *http.Request, fill func(context.Context, *view) error) error {
	var v view
	if err := fill(r.Context(), &v); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := page.Execute(&b, v); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	_, _ = w.Write(b.Bytes())
	return nil
}

func style(w http.ResponseWriter, _ *http.Request) {
	b, err := files.ReadFile("tray.css")
	if err != nil {
		http.Error(w, "no style", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write(b)
}
