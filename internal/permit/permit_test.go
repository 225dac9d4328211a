package permit_test

import (
	"context"
	"testing"

	"schalter/internal/errs"
	"schalter/internal/permit"
	"schalter/internal/viewer"
)

func TestWhoMayBegin(t *testing.T) {
	t.Parallel()
	person := func(roles ...viewer.Role) context.Context {
		return viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_1", SessionID: "ses_1", Roles: roles})
	}
	nobody := map[string]context.Context{
		"no viewer": context.Background(), "anonymous": viewer.With(context.Background(), viewer.Anonymous()),
		"applicant": viewer.With(context.Background(), &viewer.Viewer{SessionID: "ses_1"}), "platform": viewer.System(context.Background(), "test"),
	}
	for name, ctx := range nobody {
		for what, may := range map[string]func(context.Context) (*viewer.Viewer, error){"signed in": permit.SignedIn, "operator": permit.Operator, "editor": permit.Editor} {
			if v, err := may(ctx); v != nil || errs.CodeOf(err) != errs.Unauthenticated {
				t.Errorf("%s as %s: %v, %v", name, what, v, err)
			}
		}
	}
	for name, c := range map[string]struct {
		ctx                        context.Context
		signedIn, operator, editor errs.Code
	}{
		"citizen":  {person(), "", errs.Forbidden, errs.Forbidden},
		"editor":   {person(viewer.Editor), "", errs.Forbidden, ""},
		"operator": {person(viewer.Operator), "", "", ""},
	} {
		for _, asked := range []struct {
			may  func(context.Context) (*viewer.Viewer, error)
			want errs.Code
		}{{permit.SignedIn, c.signedIn}, {permit.Operator, c.operator}, {permit.Editor, c.editor}} {
			v, err := asked.may(c.ctx)
			if asked.want == "" && (err != nil || v.AccountID != "acc_1") || asked.want != "" && (v != nil || errs.CodeOf(err) != asked.want) {
				t.Errorf("%s: %v, %v, want %q", name, v, err, asked.want)
			}
		}
	}
}
