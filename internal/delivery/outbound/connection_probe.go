package outbound

import (
	"context"
	"fmt"

	"schalter/ent/gatewaymail"
	"schalter/internal/cms"
	"schalter/internal/delivery"
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
	defer errs.Wrap(&err, "outbound.SendTest(%s)", testID)
	if !cms.Profile(profile).Valid() {
		return fmt.Errorf("no profile %q", profile)
	}
	return s.queueMail(ctx, tx, platformMail{
		kind: gatewaymail.KindTEST, authorityID: authorityID, subjectID: testID, profile: profile,
		text: platformText{Subject: "Verbindungstest: bitte beantworten", Text: fmt.Sprintf(testText, delivery.OneLine(s.Name), profileNames[profile], nonce)},
	})
}

// profileNames are the profiles as the page with the connection test names them.
var profileNames = map[string]string{
	string(cms.Modern): "im modernen Verfahren", string(cms.Compat): "im verbreiteten Verfahren", string(cms.Legacy): "im älteren Verfahren",
}

const testText = `Dies ist ein Verbindungstest von %s zu Ihrem Postfach.

Sie lesen diesen Text: Ihr Mailprogramm öffnet also Mails, die wir %s verschlüsseln. Bitte zeigen Sie nun, dass auch der Rückweg geht.

Antworten Sie signiert und verschlüsselt auf diese Mail; lassen Sie die Prüfzeichen stehen. Mehr müssen Sie nicht schreiben.

Prüfzeichen: %s

Kommen mehrere solche Mails an, beantworten Sie bitte jede, die Sie öffnen können. Verwendet wird danach das stärkste Verfahren, das hin und zurück geht.
`
