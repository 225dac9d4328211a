package rollouts

import (
	"fmt"
	"strings"
	"time"

	"schalter/ent"
	"schalter/internal/market/catalogue"
)

// letter is a mail to who sets a service up: all that must be known, in German, and in English what the mail is about.
type letter struct {
	reference, offering, english string
	organisation, ars            string
	services                     []string
	expert, technical            *ContactPerson
	procedure, wished            string
	parameters                   []*catalogue.RolloutParameter
	as                           catalogue.RolloutParty
	cause                        VendorMailCause
	link                         string
}

// letter is the mail about a rollout, without its link.
func (s *Service) letter(r *ent.Rollout, sheet *catalogue.OfferingVersion, content sealedRollout, as catalogue.RolloutParty, cause VendorMailCause) *letter {
	l := &letter{
		reference: r.Reference, offering: sheet.TextIn(catalogue.German).Name, english: sheet.TextIn(catalogue.English).Name,
		organisation: s.organisationName(r.OrganisationID), ars: r.RegionArs, expert: content.Subject, technical: content.Technical,
		parameters: sheet.Filled(content.Parameters), as: as, cause: cause,
	}
	for _, serviceID := range sheet.ServiceIDs {
		facts, _ := s.Directory.ServiceFacts(serviceID)
		key := "ohne LeiKa-Schlüssel"
		if facts.LeikaKey != nil {
			key = "LeiKa " + *facts.LeikaKey
		}
		l.services = append(l.services, facts.German+" ("+key+")")
	}
	if r.ProcedureID != nil {
		if p := s.Catalogue.Procedure(*r.ProcedureID); p != nil {
			l.procedure = p.Name
		}
	}
	if r.ProcedureVersion != nil {
		l.procedure = strings.TrimSpace(l.procedure + " " + *r.ProcedureVersion)
	}
	if r.WishedOn != nil {
		if on, err := time.Parse(time.DateOnly, *r.WishedOn); err == nil {
			l.wished = on.Format("02.01.2006")
		}
	}
	return l
}

func (l *letter) subject() string {
	beginning := "Bitte einrichten"
	if l.cause == AsReminder {
		beginning = "Erinnerung: Bitte einrichten"
	}
	return fmt.Sprintf("[%s] %s: %s für %s", l.reference, beginning, l.offering, l.organisation)
}

// text is the mail. What is not known is said to be missing: nobody has to ask whether it was forgotten.
func (l *letter) text() string {
	var b strings.Builder
	write := func(paragraphs ...string) {
		for _, p := range paragraphs {
			b.WriteString(p + "\n\n")
		}
	}
	write("Guten Tag,", l.opening(),
		"Alle Angaben, und was noch zu tun ist, stehen auf Ihrer Seite. Sie brauchen dafür kein Konto; der Link gilt 30 Tage und ist nur für Sie bestimmt:\n"+l.link)
	write("Organisation: "+l.organisation+"\nAmtlicher Regionalschlüssel (ARS): "+orMissing(l.ars),
		"Leistungen:\n- "+orMissing(strings.Join(l.services, "\n- ")),
		"Fachliche Ansprechperson: "+contactLine(l.expert)+"\nTechnische Ansprechperson: "+contactLine(l.technical),
		"Fachverfahren: "+orMissing(l.procedure)+"\nGewünschter Beginn: "+orMissing(l.wished))
	if filled, missing := l.values(); filled != "" || missing != "" {
		if filled != "" {
			write("Angaben zur Einrichtung:\n" + filled)
		}
		if missing != "" {
			write("Diese Angaben fehlen noch:\n" + missing)
		}
	}
	write("Freundliche Grüße\nSchalter",
		"-- \nIn English: "+l.organisation+" has ordered “"+l.english+"”, and its contract is effective. Please set it up. "+
			"The link above leads to all that you need and shows it in English, too; it is good for 30 days, needs no account and is for you alone.")
	return b.String()
}

func (l *letter) opening() string {
	role := "als Hersteller"
	if l.as == catalogue.DoneByITProvider {
		role = "als IT-Dienstleister"
	}
	switch l.cause {
	case AsReminder:
		return fmt.Sprintf("%s wartet darauf, dass „%s“ eingerichtet wird; seit 14 Tagen hat sich daran nichts geändert. Sie sind in der Bestellung %s %s genannt. Bitte tragen Sie ein, wie weit Sie sind.",
			l.organisation, l.offering, l.reference, role)
	case SentAgain:
		return fmt.Sprintf("hier ist der Link zur Einrichtung von „%s“ für %s noch einmal. Sie sind in der Bestellung %s %s genannt; der Vertrag gilt.",
			l.offering, l.organisation, l.reference, role)
	}
	return fmt.Sprintf("%s hat „%s“ bestellt, und der Vertrag gilt. Sie sind in der Bestellung %s %s genannt: Bitte richten Sie den Dienst ein, und melden Sie sich bei den Ansprechpersonen.",
		l.organisation, l.offering, l.reference, role)
}

// values are the parameters that were filled in and those that are missing, one in each line.
func (l *letter) values() (filled, missing string) {
	var there, not []string
	for _, p := range l.parameters {
		label := p.Parameter.LabelIn(catalogue.German)
		switch {
		case p.Value != nil:
			there = append(there, "- "+label+": "+*p.Value)
		case p.Parameter.Required:
			not = append(not, "- "+label)
		default:
			not = append(not, "- "+label+" (freiwillig)")
		}
	}
	return strings.Join(there, "\n"), strings.Join(not, "\n")
}

func orMissing(s string) string {
	if s == "" {
		return "nicht angegeben"
	}
	return s
}

func contactLine(c *ContactPerson) string {
	if c == nil {
		return orMissing("")
	}
	parts := []string{c.Name, c.Email}
	for _, p := range []*string{c.Phone, c.Department} {
		if p != nil && *p != "" {
			parts = append(parts, *p)
		}
	}
	return strings.Join(parts, ", ")
}
