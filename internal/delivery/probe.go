package delivery

import (
	"context"
	"fmt"

	"schalter/ent/gatewaymail"
	"schalter/internal/cms"
	"schalter/internal/errs"
	"schalter/internal/store"
)

// TestProfiles are the profiles that a connection test tries, strongest first; LEGACY only where an operator allows it.
func TestProfiles(legacyAllowed bool) []string {
	profiles := []string{string(cms.Modern), string(cms.Compat)}
	if legacyAllowed {
		profiles = append(profiles, string(cms.Legacy))
	}
	return profiles
}

// SendTest has a mail of a connection test sent in one profile. Its answer must carry the nonce.
func (s *Service) SendTest(ctx context.Context, tx *store.Tx, authorityID, testID, profile, nonce string) (err error) {
	defer errs.Wrap(&err, "delivery.SendTest(%s)", testID)
	if !cms.Profile(profile).Valid() {
		return fmt.Errorf("no profile %q", profile)
	}
	return s.queue(ctx, tx, own{
		kind: gatewaymail.KindTEST, authorityID: authorityID, subjectID: testID, profile: profile,
		letter: letter{Subject: "Verbindungstest: bitte beantworten", Text: fmt.Sprintf(testText, oneLine(s.Name), profile, nonce)},
	})
}

const testText = `Dies ist ein Verbindungstest von %s zu Ihrem Postfach.

Wenn Sie diesen Text lesen, kann Ihr Postfach unsere Mails im Verfahren %s öffnen. Bitte zeigen Sie nun, dass auch der
Rückweg geht:

Antworten Sie signiert und verschlüsselt auf diese Mail; lassen Sie die Prüfzeichen stehen. Mehr müssen Sie nicht schreiben.

Prüfzeichen: %s

Falls mehrere solche Mails bei Ihnen ankommen, beantworten Sie alle, die Sie öffnen können: Die stärkste Verschlüsselung,
die hin und zurück geht, wird danach verwendet.
`
