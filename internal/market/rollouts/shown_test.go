package rollouts_test

import (
	"context"
	"slices"
	"strings"

	"schalter/internal/errs"
	"schalter/internal/mail/mime"
	"schalter/internal/market/rollouts"
	"schalter/internal/pagination"
)

func (s *site) rollout(ctx context.Context, rolloutID string) *rollouts.Rollout {
	s.t.Helper()
	r, err := s.Rollout(ctx, rolloutID)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// tasksOf are the tasks of a rollout by their keys, as a viewer sees them.
func (s *site) tasksOf(ctx context.Context, rolloutID string) map[string]*rollouts.RolloutTask {
	s.t.Helper()
	lists, err := s.TasksOf(ctx, []*rollouts.Rollout{s.rollout(ctx, rolloutID)})
	if err != nil {
		s.t.Fatal(err)
	}
	by := map[string]*rollouts.RolloutTask{}
	for _, t := range lists[0] {
		by[t.Task.Key] = t
	}
	return by
}

// states are those of all tasks, in the order of the sheet.
func (s *site) states(rolloutID string) string {
	s.t.Helper()
	by := s.tasksOf(operator(), rolloutID)
	var list []string
	for _, t := range tasks {
		list = append(list, t.Key+":"+string(by[t.Key].State))
	}
	return strings.Join(list, " ")
}

// links are those of a rollout, in words.
func (s *site) links(rolloutID string) string {
	s.t.Helper()
	lists, err := s.LinksOf(operator(), []*rollouts.Rollout{s.rollout(operator(), rolloutID)})
	if err != nil {
		s.t.Fatal(err)
	}
	var list []string
	for _, l := range lists[0] {
		word := string(l.State)
		if l.URL == nil {
			word = "NONE"
		}
		if l.ProblemKey != nil {
			word += "(" + *l.ProblemKey + ")"
		}
		list = append(list, word)
	}
	return strings.Join(list, " ")
}

// letters are the texts of the mails that went out since the last time, by address.
func (s *site) letters() map[string]string {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	by := map[string]string{}
	for _, m := range s.sent {
		read, err := mime.Parse(m.Body, mime.Limits{})
		if err != nil {
			s.t.Fatal(err)
		}
		by[m.To] += read.Subject + "\n" + read.Text
	}
	s.sent = nil
	return by
}

// link is the token of the link in a letter.
func link(letter string) string {
	_, rest, _ := strings.Cut(letter, "/einrichtung#token=")
	text, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(text)
}

// noted are the keys of the notes since the last time.
func (s *site) noted() []rollouts.Note {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.notes
	s.notes = nil
	return list
}

// rule is the first refused rule of an error with its sentence, or the code of a fault.
func rule(err error) string {
	if r := errs.AsRefusal(err); r != nil {
		return strings.TrimSpace(string(r.Problems[0].Rule) + " " + r.Problems[0].Text)
	}
	return string(errs.CodeOf(err))
}

var onePage = onePageOf(20)

func onePageOf(n int) pagination.Request { return pagination.Request{Limit: n} }

// onlineAt are the services that citizens see, as service@authority.
func (s *site) onlineAt(w rollouts.Where) string {
	s.t.Helper()
	pages, err := s.OnlineServices(anonymous(), []rollouts.Where{w}, onePage)
	if err != nil {
		s.t.Fatal(err)
	}
	var list []string
	for _, item := range pages[0].Items {
		f, _ := places{}.ServiceFacts(item.Node.ServiceID)
		list = append(list, f.German+"@"+item.Node.AuthorityID)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}
