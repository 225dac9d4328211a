package app

import (
	"context"

	"schalter/graph/model"
)

// failures counts, for operators, the mails and jobs of all domains that ended without success.
type failures struct{ *app }

func (f failures) Failures(ctx context.Context) (_ *model.Failures, err error) {
	counted := &model.Failures{}
	for _, one := range []struct {
		into  *int
		count func(context.Context) (int, error)
	}{{&counted.Mails, f.mailer.Failed}, {&counted.AuthorityMails, f.outbound.Failed}, {&counted.Letters, f.accounts.LettersEnded}} {
		if *one.into, err = one.count(ctx); err != nil {
			return nil, err
		}
	}
	stuck, err := f.jobs.Stuck(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range stuck {
		counted.Jobs = append(counted.Jobs, &model.StuckJobs{Kind: string(s.Kind), Failed: s.Failed, Late: s.Late, Since: s.Since})
	}
	return counted, nil
}
