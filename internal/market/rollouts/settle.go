package rollouts

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/portallink"
	"schalter/ent/rollout"
	"schalter/ent/rollouttask"
	"schalter/internal/clock"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// patience is how long citizens still see a link that worked before and does not now.
const patience = 3 * 24 * time.Hour

// shown says that a link was found to work, and was not found broken for too long since.
func shown(l *ent.PortalLink, now time.Time) bool {
	return l.URL != nil && l.OkSince != nil && (l.BrokenSince == nil || now.Sub(*l.BrokenSince) < patience)
}

// settle writes what follows from the facts, after every change: the tasks that the platform observes, how far the rollout is, what
// citizens see, and what the ticket must be told. The rollout is locked.
func (s *Service) settle(ctx context.Context, tx *store.Tx, r *ent.Rollout, key vault.Key) error {
	tasks, err := tx.RolloutTask.Query().Where(rollouttask.RolloutID(r.ID)).Order(ent.Asc(rollouttask.FieldPosition)).All(ctx)
	if err != nil {
		return err
	}
	links, err := tx.PortalLink.Query().Where(portallink.RolloutID(r.ID)).Order(ent.Asc(portallink.FieldPosition)).All(ctx)
	if err != nil {
		return err
	}
	w := &settling{Service: s, tx: tx, r: r, key: key, tasks: tasks, links: links}
	if err := w.observe(ctx); err != nil {
		return err
	}
	if err := w.state(ctx); err != nil {
		return err
	}
	if err := w.online(ctx); err != nil {
		return err
	}
	if err := w.ask(ctx); err != nil {
		return err
	}
	return s.onChange(ctx, tx, r.OrderID)
}

// settling is one rollout while it is settled.
type settling struct {
	*Service
	tx    *store.Tx
	r     *ent.Rollout
	key   vault.Key
	tasks []*ent.RolloutTask
	links []*ent.PortalLink
}

// all reports whether something holds for each link.
func (w *settling) all(holds func(*ent.PortalLink) bool) bool {
	return !slices.ContainsFunc(w.links, func(l *ent.PortalLink) bool { return !holds(l) })
}

func (w *settling) reported() bool {
	return w.all(func(l *ent.PortalLink) bool { return l.URL != nil })
}

func (w *settling) linksWork() bool {
	return w.all(func(l *ent.PortalLink) bool { return shown(l, w.tx.Now) })
}

// task is the one of a kind that there is at most once; nil where the sheet has none.
func (w *settling) task(kind catalogue.RolloutTaskKind) *ent.RolloutTask {
	i := slices.IndexFunc(w.tasks, func(t *ent.RolloutTask) bool { return t.Kind == rollouttask.Kind(kind) })
	if i < 0 {
		return nil
	}
	return w.tasks[i]
}

// observe writes the tasks on links: reported, and checked. Those on the contract and the vendor are written where they are observed.
func (w *settling) observe(ctx context.Context) error {
	if len(w.links) == 0 {
		for _, kind := range []catalogue.RolloutTaskKind{catalogue.TaskPortalLink, catalogue.TaskLinkVerified} {
			if err := w.set(ctx, w.task(kind), TaskSkipped, sealedTask{Key: "rollout_without_service"}); err != nil {
				return err
			}
		}
		return nil
	}
	state, why := TaskOpen, sealedTask{}
	if w.reported() {
		state = TaskDone
	}
	if err := w.set(ctx, w.task(catalogue.TaskPortalLink), state, why); err != nil {
		return err
	}
	state = TaskOpen
	switch broken := w.broken(); {
	case w.linksWork():
		state = TaskDone
	case broken:
		why = sealedTask{Key: "rollout_link_broken"}
	}
	return w.set(ctx, w.task(catalogue.TaskLinkVerified), state, why)
}

func (w *settling) broken() bool {
	return slices.ContainsFunc(w.links, func(l *ent.PortalLink) bool { return l.State == portallink.StateBROKEN })
}

// set writes a task that the platform observed; one that is so already stays as it is.
func (w *settling) set(ctx context.Context, t *ent.RolloutTask, state RolloutTaskState, why sealedTask) error {
	if t == nil || RolloutTaskState(t.State) == state && (state == TaskDone || w.reasonOf(t) == why.Key) {
		return nil
	}
	saved, err := w.write(ctx, w.tx, w.key, t, state, why)
	if err == nil {
		*t = *saved
	}
	return err
}

func (w *settling) reasonOf(t *ent.RolloutTask) string {
	if len(t.Sealed) == 0 {
		return ""
	}
	var c sealedTask
	if w.key.OpenJSON(fieldAAD(t.ID, "rollout_task"), t.Sealed, &c) != nil {
		return ""
	}
	return c.Key
}

// write writes the state of a task with its reason. Without a name it is the platform that says so.
func (s *Service) write(ctx context.Context, tx *store.Tx, key vault.Key, t *ent.RolloutTask, state RolloutTaskState, why sealedTask) (*ent.RolloutTask, error) {
	if why.By == "" {
		why.By = s.PlatformName
	}
	sealed, err := key.SealJSON(fieldAAD(t.ID, "rollout_task"), why)
	if err != nil {
		return nil, err
	}
	return tx.RolloutTask.UpdateOne(t).SetState(rollouttask.State(state)).SetSealed(sealed).SetChangedAt(tx.Now).SetVersion(t.Version + 1).Save(ctx)
}

// state writes how far the rollout is. When it becomes live, the ticket is told and ends.
func (w *settling) state(ctx context.Context) error {
	live := w.task(catalogue.TaskLive)
	f := facts{
		contract: contract(w.r.Contract), wasLive: w.r.LiveSince != nil, linksWork: w.linksWork(),
		liveDone: live == nil || live.State == rollouttask.StateDONE,
		begun: slices.ContainsFunc(w.tasks, func(t *ent.RolloutTask) bool {
			byPerson := !isObserved(catalogue.RolloutTaskKind(t.Kind)) && !(w.r.AlreadyInUse && t.Kind == rollouttask.KindLIVE)
			return byPerson && (t.State == rollouttask.StateDONE || t.State == rollouttask.StateIN_PROGRESS)
		}),
	}
	next := f.state()
	if next == RolloutState(w.r.State) {
		return nil
	}
	update := w.tx.Rollout.UpdateOne(w.r).SetState(rollout.State(next)).SetStateSince(w.tx.Now)
	switch next {
	case Live:
		if w.r.LiveSince == nil {
			update.SetLiveSince(clock.Day(w.tx.Now))
		}
	case InProgress, Ordered:
		update.ClearLiveSince()
	}
	var err error
	if w.r, err = update.Save(ctx); err != nil {
		return err
	}
	published(w.tx, w.r)
	if next != Live {
		return nil
	}
	return w.Tickets.AddNote(ctx, w.tx, Note{TicketID: w.r.TicketID, Key: "rollout-live-" + w.tx.Now.Format(time.RFC3339), Text: w.liveNote(), Resolved: true})
}

// online writes which links citizens see: those that work, of a service that is live. A link that they saw and see no more is told to the
// ticket.
func (w *settling) online(ctx context.Context) error {
	live := w.r.State == rollout.StateLIVE
	changed := false
	for _, l := range w.links {
		see := live && l.AuthorityID != nil && shown(l, w.tx.Now)
		switch {
		case see && l.OnlineSince == nil:
			if err := w.tx.PortalLink.UpdateOne(l).SetOnlineSince(clock.Day(w.tx.Now)).Exec(ctx); err != nil {
				return err
			}
			changed = true
		case !see && l.OnlineSince != nil:
			if err := w.tx.PortalLink.UpdateOne(l).ClearOnlineSince().Exec(ctx); err != nil {
				return err
			}
			changed = true
			if live && l.State == portallink.StateBROKEN {
				if err := w.Tickets.AddNote(ctx, w.tx, w.hiddenNote(l)); err != nil {
					return err
				}
			}
		}
	}
	if changed {
		published(w.tx, w.r)
	}
	return nil
}

// ask asks for the links that are missing, once, when the service is released.
func (w *settling) ask(ctx context.Context) error {
	live := w.task(catalogue.TaskLive)
	if w.r.LinksAsked || w.r.State == rollout.StateENDED || live == nil || live.State != rollouttask.StateDONE || w.reported() {
		return nil
	}
	if err := w.Tickets.AddNote(ctx, w.tx, w.askNote()); err != nil {
		return err
	}
	return w.tx.Rollout.UpdateOne(w.r).SetLinksAsked(true).Exec(ctx)
}
