package organisation

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/channeltest"
)

// lastAnswered is when the last connection test began that a mailbox answered; the zero time when none was.
func lastAnswered(ctx context.Context, client *ent.Client, authorityID string) (time.Time, error) {
	test, err := client.ChannelTest.Query().Where(channeltest.AuthorityID(authorityID), channeltest.ResultEQ(channeltest.ResultANSWERED)).
		Order(ent.Desc(channeltest.FieldStartedAt)).First(ctx)
	if ent.IsNotFound(err) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return test.StartedAt, nil
}

// wasTested reports whether a certificate was there, and valid, when the last test began that was answered.
func wasTested(row *ent.Certificate, tested time.Time) bool {
	return !row.CreatedAt.After(tested) && !row.NotBefore.After(tested)
}
