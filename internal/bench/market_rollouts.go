package main

import (
	"context"
	"time"

	"schalter/internal/id"
)

func (s *stall) addRollouts(ctx context.Context) error {
	content := []byte(`{"subject":{"name":"Sabine Ortner","email":"ortner@stadt.example"},"technical":{"name":"Paul Lindner","email":"it@stadt.example"}}`)
	return s.within(ctx, "rollout", `id order_id reference organisation_id ordered_by_id offering_id offering_version_id region_ars it_provider_id already_in_use ticket_id
		state contract state_since live_since started_at moved_at reminders links_asked version sealed kek_id wrapped_key`, func(row func(...any) error) error {
		return s.released(func(o *ordered) (err error) {
			if o.key, o.wrapped, err = s.vault.NewKey(ctx, "rollout|"+o.rollout); err != nil {
				return err
			}
			sealed, err := o.key.Seal(o.rollout+"|rollout|sealed", content)
			if err != nil {
				return err
			}
			contract := map[string]string{"OFFERED": "OPEN", "EFFECTIVE": "EFFECTIVE", "TERMINATED": "ENDED"}[o.contractState]
			var live, provider any
			if o.rolloutState == "LIVE" {
				live = o.later(s.now).Format(time.DateOnly)
			}
			if o.n%4 == 0 {
				provider = s.provider
			}
			return row(o.rollout, o.id, o.reference, o.buyer.id, o.by, o.offer.id, o.version, o.ars, provider, false, o.ticket, o.rolloutState, contract, o.later(s.now),
				live, o.at, s.now, 9, true, 1, sealed, o.wrapped.KEK, o.wrapped.Blob)
		})
	})
}

func (s *stall) addTasks(ctx context.Context) error {
	return s.within(ctx, "rollout_task", "id rollout_id position key kind responsible state changed_at version", func(row func(...any) error) error {
		return s.released(func(o *ordered) error {
			for i, t := range o.tasks {
				state := "OPEN"
				if o.rolloutState == "LIVE" || o.rolloutState == "IN_PROGRESS" && i < len(o.tasks)/2 {
					state = "DONE"
				}
				if err := row(id.New(id.RolloutTask, o.at), o.rollout, i, t.Key, t.Kind, t.Responsible, state, o.at, 1); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func (s *stall) addLinks(ctx context.Context) error {
	competent := map[string]string{}
	return s.within(ctx, "portal_link", `id rollout_id position service_id organisation_id authority_id region_ars url state reported_at checked_at check_at ok_since
		online_since`, func(row func(...any) error) error {
		return s.released(func(o *ordered) error {
			for i, service := range o.services {
				at := o.ars + service
				if _, known := competent[at]; !known {
					found, err := s.directory.Snapshot().Competences(o.ars, []string{service}, s.now)
					if err != nil {
						return err
					}
					competent[at] = ""
					if len(found) > 0 && len(found[0].Candidates) > 0 {
						competent[at] = found[0].Candidates[0].Authority.ID
					}
				}
				var url, online, then, next any
				state := "UNCHECKED"
				if o.rolloutState == "LIVE" {
					url, state, then, next = "https://"+o.ars+".stadt.example/"+service, "OK", o.later(s.now), s.now.Add(20*time.Hour)
					if competent[at] != "" {
						online = o.later(s.now).Format(time.DateOnly)
					}
				}
				if err := row(id.New(id.PortalLink, o.at), o.rollout, i, service, o.buyer.id, orNothing(competent[at]), o.ars, url, state, then, then, next, then, online); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
