package organisation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"schalter/internal/organisation"
	"schalter/internal/retention"
	"schalter/internal/testkit"
)

// The classes of an authority are its admins' to say. What cases have stays, and none ends sooner without its number having been confirmed.
func TestRetentionClassesAreTheAdminsOwn(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		type classes = []organisation.RetentionClassInput
		one := func(key string, months int, offer bool) organisation.RetentionClassInput {
			return organisation.RetentionClassInput{Key: key, Name: "Klasse " + key, Months: months, OfferToArchive: offer}
		}
		save := func(list classes, seen ...int) error {
			in := organisation.AuthoritySettingsSaveInput{AuthorityID: "aut_bamberg", ExpectedVersion: b.Settings(admin, "aut_bamberg").Version,
				ClerkDisplay: organisation.DisplayName, RetentionClasses: list}
			if len(seen) > 0 {
				in.EndsSooner = &seen[0]
			}
			return b.SaveSettings(admin, in)
		}
		want := func(refused string, err error) {
			t.Helper()
			if got := rule(err); got != refused {
				t.Errorf("got %q, want %q", got, refused)
			}
		}
		months := func() string {
			var all []string
			for _, c := range b.RetentionClasses("aut_bamberg") {
				all = append(all, fmt.Sprint(c.Key, " ", c.Months))
			}
			return strings.Join(all, ", ")
		}
		if months() != "standard 24" {
			t.Errorf("at first: %s", months())
		}
		var many classes
		for i := range 21 {
			many = append(many, one(fmt.Sprint("k", i), 12, false))
		}
		want("REQUIRED retentionClasses", save(classes{}))
		want("TOO_MANY too_many retentionClasses", save(many))
		want("INVALID retentionClasses.key", save(classes{one("A B", 12, false)}))
		want("INVALID retentionClasses.key", save(classes{one("a", 12, false), one("a", 24, false)}))
		want("INVALID months_range retentionClasses.months", save(classes{one("a", 1201, false)}))
		want("INVALID months_range retentionClasses.months", save(classes{one("a", -1, false)}))
		want("REQUIRED retentionClasses.name", save(classes{{Key: "a", Name: " ", Months: 12}}))

		want("", save(classes{one("standard", 24, false), one("long", 120, false), one("offer", 60, true)}))
		if months() != "standard 24, long 120, offer 60" || !slices.Equal(b.recheckedFrom, []string{"standard"}) {
			t.Errorf("%s; looked at again from %v", months(), b.recheckedFrom)
		}
		// Who saves how clerks are shown changes no class.
		want("", save(nil))
		b.use = map[string]retention.Use{"long": {Cases: 5, Closed: 3}, "offer": {Cases: 2, Closed: 2, Waiting: 1}}
		want("WRONG_STATE class_in_use retentionClasses", save(classes{one("standard", 24, false), one("offer", 60, true)}))
		want("WRONG_STATE class_waits retentionClasses", save(classes{one("standard", 24, false), one("long", 120, false), one("offer", 60, false)}))
		shorter := classes{one("standard", 24, false), one("long", 60, false), one("offer", 72, true)}
		asked := make([]*organisation.RetentionClassInput, len(shorter))
		for i := range shorter {
			asked[i] = &shorter[i]
		}
		preview, err := b.PreviewRetention(t.Context(), b.Settings(admin, "aut_bamberg"), asked)
		if err != nil || *preview != (organisation.RetentionPreview{EndsSooner: 3, EndsLater: 2}) {
			t.Errorf("%+v, %v", preview, err)
		}
		// One that ends with its export ends sooner for those that were exported, and needs an export for the others.
		b.use["long"] = retention.Use{Cases: 5, Closed: 3, Exported: 1}
		atExport := one("long", 0, false)
		atExport.ExportFirst = true
		preview, err = b.PreviewRetention(t.Context(), b.Settings(admin, "aut_bamberg"), []*organisation.RetentionClassInput{&atExport})
		if err != nil || *preview != (organisation.RetentionPreview{EndsSooner: 1, EndsLater: 2}) {
			t.Errorf("with an export first: %+v, %v", preview, err)
		}
		want("STALE cases_end_sooner endsSooner", save(shorter))
		want("STALE cases_end_sooner endsSooner", save(shorter, 2))
		want("", save(shorter, 3))
		long := b.RetentionClasses("aut_bamberg")[1]
		if months() != "standard 24, long 60, offer 72" || long.ShortenedAt == nil || long.MonthsBefore != 120 {
			t.Errorf("%s; %+v", months(), long)
		}
	})
}
