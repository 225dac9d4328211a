package network

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/networkfile"
	"schalter/ent/networkmember"
	"schalter/internal/blob"
	"schalter/internal/errs"
	"schalter/internal/job"
	"schalter/internal/store"
)

const (
	// waitsFor is how long a file waits for its post.
	waitsFor   = 24 * time.Hour
	sweepBatch = 500
)

// RegisterJobs gives the runner the handler and the sweeps of the network.
func (s *Service) RegisterJobs(r *job.Runner) {
	r.Handle(jobNews, s.tellNews)
	r.Sweep(job.Sweep{Kind: "sweep.network", Every: time.Hour, Run: s.SweepFiles})
	r.Sweep(job.Sweep{Kind: "sweep.network-members", Every: 24 * time.Hour, Run: s.SweepMembers})
}

// SweepFiles drops files that waited for a post too long.
func (s *Service) SweepFiles(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "network.SweepFiles")
	return s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		return s.dropFiles(ctx, tx, networkfile.PostIDIsNil(), networkfile.CreatedAtLT(now.Add(-waitsFor)))
	})
}

// SweepMembers ends the part of those who work for their organisation no more, and of operators who are none any more. They have read nothing
// since; after this they are not counted.
func (s *Service) SweepMembers(ctx context.Context, _ time.Time) (err error) {
	defer errs.Wrap(&err, "network.SweepMembers")
	ctx = system(ctx)
	var failed errs.Failures
	for after := ""; ; {
		rows, err := s.DB.Client().NetworkMember.Query().Where(networkmember.IDGT(after), networkmember.LeftAtIsNil()).
			Order(ent.Asc(networkmember.FieldID)).Limit(sweepBatch).All(ctx)
		if err != nil || len(rows) == 0 {
			failed.Add(err)
			return failed.Err()
		}
		there, err := s.Organisations.Members(ctx, distinct(rows, func(row *ent.NetworkMember) string { return valueOf(row.MembershipID) }))
		if err != nil {
			return err
		}
		operating, err := s.People.Operating(ctx, distinct(rows, withoutMembership))
		if err != nil {
			return err
		}
		for _, row := range rows {
			_, employed := there[valueOf(row.MembershipID)]
			if employed || row.MembershipID == nil && operating[row.AccountID] {
				continue
			}
			// One that cannot be ended keeps no other from it.
			failed.Add(s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return s.dismiss(ctx, tx, row) }))
		}
		after = rows[len(rows)-1].ID
	}
}

// dismiss ends the part of somebody who is what they joined as no more.
func (s *Service) dismiss(ctx context.Context, tx *store.Tx, row *ent.NetworkMember) error {
	if row.MembershipID != nil {
		return s.Left(ctx, tx, row.AccountID)
	}
	_, is, err := s.lockGroup(ctx, tx, access{accountID: row.AccountID}, row.GroupID)
	if err != nil || is.member == nil || is.member.LeftAt != nil || is.member.MembershipID != nil {
		return err
	}
	return s.leave(ctx, tx, is.member, nil)
}

// BlobsInUse reports which of some keys of blobs a row names.
func (s *Service) BlobsInUse(ctx context.Context, keys []string) (_ map[string]bool, err error) {
	defer errs.Wrap(&err, "network.BlobsInUse")
	used := map[string]bool{}
	rows, err := s.DB.Client().NetworkFile.Query().Where(networkfile.BlobKeyIn(keys...)).All(system(ctx))
	for _, row := range rows {
		used[*row.BlobKey] = true
	}
	return used, err
}

// NamedBlobs lists the files that have a blob.
func (s *Service) NamedBlobs(ctx context.Context, after string, limit int) ([]blob.Named, error) {
	rows, err := s.DB.Client().NetworkFile.Query().Where(networkfile.IDGT(after), networkfile.BlobKeyNotNil()).
		Order(ent.Asc(networkfile.FieldID)).Limit(limit).All(system(ctx))
	list := make([]blob.Named, len(rows))
	for i, row := range rows {
		list[i] = blob.Named{RowID: row.ID, Key: *row.BlobKey}
	}
	return list, err
}

// NamesBlobs reports whether any row names a blob.
func (s *Service) NamesBlobs(ctx context.Context) (bool, error) {
	return s.DB.Client().NetworkFile.Query().Where(networkfile.BlobKeyNotNil()).Exist(system(ctx))
}
