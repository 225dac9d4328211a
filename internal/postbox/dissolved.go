package postbox

import (
	"context"
	"fmt"
	"strings"

	"schalter/ent"
	"schalter/ent/caseparty"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

const jobDissolved job.Kind = "postbox-dissolved"

// AuthorityDissolved enqueues a job that writes a notice into every mailbox that has the authority among its parties, each once.
func (s *Service) AuthorityDissolved(ctx context.Context, tx *store.Tx, authorityID string) error {
	return job.Enqueue(ctx, tx, jobDissolved, authorityID, tx.Now, authorityID)
}

// dissolvedAtOnce bounds the mailboxes of one transaction.
const dissolvedAtOnce = 20

// notifyDissolved writes the notices of one page; subject is the authority and, from the second page on, the last party so far. The
// next page is a job of the same transaction.
func (s *Service) notifyDissolved(ctx context.Context, subject string) (err error) {
	defer errs.Wrap(&err, "postbox.notifyDissolved(%s)", subject)
	authorityID, after, _ := strings.Cut(subject, "|")
	return s.db.Tx(viewer.System(ctx, "postbox.dissolved"), func(ctx context.Context, tx *store.Tx) error {
		parties, err := tx.CaseParty.Query().Where(caseparty.AuthorityID(authorityID), caseparty.IDGT(after)).
			Order(ent.Asc(caseparty.FieldID)).Limit(dissolvedAtOnce).All(ctx)
		if err != nil {
			return err
		}
		for _, p := range parties {
			if err := s.writeDissolvedNotice(ctx, tx, p); err != nil {
				return err
			}
		}
		if len(parties) < dissolvedAtOnce {
			return nil
		}
		next := authorityID + "|" + parties[len(parties)-1].ID
		return job.Enqueue(ctx, tx, jobDissolved, next, tx.Now, next)
	})
}

// writeDissolvedNotice writes the notice into one mailbox. A job may run twice; the notice is there once.
func (s *Service) writeDissolvedNotice(ctx context.Context, tx *store.Tx, p *ent.CaseParty) error {
	owner, opens, err := s.Sides.LockIfOpens(ctx, tx, p.MailboxID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil || !opens {
		return err
	}
	person, err := s.ports.People.Facts(ctx, owner.Reader)
	if err != nil {
		return err
	}
	d, ok := s.ports.Directory.Dissolution(p.AuthorityID, person.Locale)
	if !ok {
		// The replica that suspended it knew; this one has another directory, as while a release is being rolled out. The next try may be elsewhere.
		return fmt.Errorf("the directory here does not say that %s is dissolved", p.AuthorityID)
	}
	if first, err := s.Sides.ClaimOnce(ctx, tx, "dissolved", owner.ID, p.AuthorityID); err != nil || !first {
		return err
	}
	subject, text := dissolvedText(person.Locale, s.ports.Directory.AuthorityName(p.AuthorityID), d)
	if err := s.Conversation.PostNotice(ctx, tx, owner, person, subject, text, nil); err != nil {
		return err
	}
	return sides.Save(ctx, tx, owner)
}

// dissolvedForms are subject and text of the notice, then what is said of a successor, known or not.
var dissolvedForms = map[string]struct{ subject, text, successor, none string }{
	"de": {"Aufgelöst: %s", "Die Behörde „%s“ gibt es seit dem %s nicht mehr.\n\n%s\n\nSie können ihr von hier aus nichts mehr senden. Was Sie mit ihr geschrieben haben, bleibt in diesem Fallpostfach. Wer Ihren Fall dort bearbeitet hat, kann ihn weiter lesen und Ihnen noch antworten.",
		"Ihre Aufgaben hat übernommen: %s. Von Ihrem Fall geht nichts von selbst dorthin: Ist noch etwas offen, schreiben Sie der neuen Behörde. Läuft eine Frist, warten Sie nicht ab.",
		"Wer ihre Aufgaben übernommen hat, ist uns nicht bekannt. Ist noch etwas offen, fragen Sie bei Ihrer Gemeinde oder Ihrem Landratsamt nach. Läuft eine Frist, warten Sie nicht ab."},
	"en": {"Dissolved: %s", "The authority “%s” no longer exists since %s.\n\n%s\n\nYou can no longer send it anything from here. What you wrote with it stays in this case mailbox. Whoever worked on your case there can still read it and answer you.",
		"Its tasks were taken over by: %s. Nothing of your case goes there by itself: if something is still open, write to the new authority. If a period is running, do not wait.",
		"Who took over its tasks is not known to us. If something is still open, ask your municipality or district office. If a period is running, do not wait."},
}

func dissolvedText(locale, name string, d Dissolution) (subject, text string) {
	form, ok := dissolvedForms[locale]
	if !ok {
		form = dissolvedForms["de"]
	}
	follow := form.none
	if d.Successor != "" {
		follow = fmt.Sprintf(form.successor, d.Successor)
	}
	return fmt.Sprintf(form.subject, name), fmt.Sprintf(form.text, name, d.Since, follow)
}

// Dissolution says since when an authority is not there any more, and who took over its tasks.
type Dissolution struct {
	// Since is the first day without it, in the words of the language asked for.
	Since string
	// Successor is empty where nobody took over its tasks or it is not known.
	Successor string
}
