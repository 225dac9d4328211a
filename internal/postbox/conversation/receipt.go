package conversation

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/caseparty"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/message"
	"schalter/internal/casemail"
	"schalter/internal/clock"
	"schalter/internal/legal"
	"schalter/internal/postbox/dates"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// What the law asks to be told of something that arrived at an Einheitlicher Ansprechpartner (Art. 71b BayVwVfG) is written here once, for two
// readers: the person, by a notice of the platform as soon as a message is there, and the competent authority, by the cover of what is passed on.
// It says when it arrived and, by the rules in force on that day, how long the period of each service is, what begins it, what follows when it is
// over, and the remedies. Nothing here begins a period or says that one runs. All of it is in the official language; to who uses the platform in
// English only subject and first sentence are not.

// arrivalForms are subject and first sentence of the notice: the authority.
var arrivalForms = map[string]struct{ subject, lead string }{
	"de": {"Eingang bestätigt: %s", "Ihre Nachricht ist bei „%s“ eingegangen."},
	"en": {"Arrival confirmed: %s", "Your message has arrived at “%s”. What follows is in German, the official language."},
}

// arrivalLimits is what the notice ends with.
const arrivalLimits = "Diese Mitteilung kommt automatisch. Sie ist keine Entscheidung. Sie sagt nicht, ob jemand Ihre Nachricht gelesen hat, und nicht, ob Ihre Unterlagen vollständig sind."

// confirmArrival tells the owner that a message of the person is at an Einheitlicher Ansprechpartner, by a notice in the mailbox: it is no act of that
// authority, which does not see it. The first message to arrive there and each application get all that the law asks to be told; others, also those
// that another Einheitlicher Ansprechpartner passes on to it, their own arrival. Where the authority receives by its own mailbox, reported says that
// it became known by what came back from there. It is called once a delivery, in the transaction by which the message arrived, with the owner's
// side locked; the caller saves it.
func (s *Service) confirmArrival(ctx context.Context, tx *store.Tx, owner *sides.Side, authorityID, messageID string, reported bool) error {
	party, err := tx.CaseParty.Query().Where(caseparty.MailboxID(owner.ID), caseparty.AuthorityID(authorityID), caseparty.RoleEQ(caseparty.RolePOINT_OF_SINGLE_CONTACT)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	row, err := tx.Message.Query().Where(message.ID(messageID), message.DirectionEQ(message.DirectionOUTBOUND), message.FromAuthorityIDIsNil()).
		Select(message.FieldKind).Only(ctx)
	if ent.IsNotFound(err) {
		// The cover of another Einheitlicher Ansprechpartner is no message of the person.
		return nil
	}
	if err != nil {
		return err
	}
	earlier, err := tx.Delivery.Query().Where(delivery.OwnerSideID(owner.ID), delivery.AuthorityID(authorityID), delivery.MessageIDNEQ(messageID),
		delivery.HasFactsWith(deliveryfact.StateIn(reachedStates...))).Exist(ctx)
	if err != nil {
		return err
	}
	person, err := s.people.Facts(ctx, owner.Reader)
	if err != nil {
		return err
	}
	reckon, err := s.dates.Reckoner(ctx, tx)
	if err != nil {
		return err
	}
	form, ok := arrivalForms[person.Locale]
	if !ok {
		form = arrivalForms["de"]
	}
	name := s.directory.AuthorityName(authorityID)
	known := "Tag und Uhrzeit des Eingangs: " + momentInWords(tx.Now)
	if reported {
		known = "Die Behörde empfängt in einem eigenen E-Mail-Postfach. Bekannt ist der Eingang hier seit: " + momentInWords(tx.Now)
	}
	parts := []string{fmt.Sprintf(form.lead, name), known}
	w := s.lawOf(reckon, party.ServiceIds, tx.Now)
	if earlier && row.Kind != message.KindAPPLICATION {
		waits, err := s.waitsForDocuments(ctx, tx, owner, authorityID, w)
		if err != nil {
			return err
		}
		parts = append(parts, waits)
	} else {
		if !reported {
			// What is known is a day that may be later than that of the arrival: nothing is counted from it.
			parts = append(parts, w.countsAt("Leitet der Einheitliche Ansprechpartner Ihre Unterlagen weiter, gelten sie bei der zuständigen Behörde als eingegangen am"))
		}
		parts = append(parts, w.hint(legal.Kept), w.periods(authorityID), w.remedies(), w.hint(legal.Receipt), w.unconfirmed())
	}
	parts = append(parts, arrivalLimits)
	return s.PostNotice(ctx, tx, owner, person, fmt.Sprintf(form.subject, name), paragraphs(parts...), &messageID)
}

// waitsForDocuments says of which services a period begins only with complete documents: those that have one, and of which nobody told yet that
// they are complete.
func (s *Service) waitsForDocuments(ctx context.Context, tx *store.Tx, owner *sides.Side, authorityID string, w lawWords) (string, error) {
	told, err := s.dates.OfSides(ctx, tx, []string{owner.ID}, legal.DeemedApproval)
	if err != nil {
		return "", err
	}
	var names []string
	for _, serviceID := range w.services {
		begun := slices.ContainsFunc(told[0], func(d *dates.Date) bool { return d.ServiceID != nil && *d.ServiceID == serviceID })
		if _, has := w.period(authorityID, serviceID); has && !begun {
			names = append(names, "„"+s.directory.ServiceName(serviceID, "de")+"“")
		}
	}
	if len(names) == 0 {
		return "", nil
	}
	return strings.Join(names, ", ") + ": Die Frist beginnt erst, wenn die Unterlagen vollständig sind.", nil
}

// coverText is what the competent authority reads first of what an Einheitlicher Ansprechpartner passes on. Without a day of arrival nothing is
// counted.
func (s *Service) coverText(own, receiving *sides.Side, passed []passedMessage, there arrivals, reckon func(dates.Fact) *dates.Date, note *string) string {
	text := []string{fmt.Sprintf("%s leitet Ihnen weiter, was die Person dort eingereicht hat (%s). Die Person hat das erlaubt.",
		s.directory.AuthorityName(own.Reader), countMessages(len(passed)))}
	if first, known := there.first(); known {
		w := s.lawOf(reckon, receiving.ServiceIds, first)
		when := "Eingang beim Einheitlichen Ansprechpartner: "
		if len(passed) > 1 {
			when = "Erster Eingang beim Einheitlichen Ansprechpartner: "
		}
		text = append(text, when+momentInWords(first))
		if own.FirstReceivedAt != nil && own.FirstReceivedAt.Before(first) {
			text = append(text, "Davor war die Sache schon bei einer anderen Behörde eingegangen: "+momentInWords(*own.FirstReceivedAt))
		}
		text = append(text, w.counted(passed, there), w.hint(legal.Kept), w.periods(receiving.Reader), w.hint(legal.Receipt), w.unconfirmed())
	} else {
		text = append(text, "Wann das beim Einheitlichen Ansprechpartner eingegangen ist, ist nicht festgehalten.")
	}
	if note != nil && *note != "" {
		text = append(text, "Anmerkung:\n"+*note)
	}
	return paragraphs(text...)
}

// arrivals are when messages arrived at an Einheitlicher Ansprechpartner, by message; of which it is not known are not in it.
type arrivals map[string]time.Time

// arrivalsAt reads them of the messages that a case of its holds.
func arrivalsAt(ctx context.Context, tx *store.Tx, own *sides.Side, messageIDs []string) (arrivals, error) {
	sent, err := tx.Delivery.Query().Where(delivery.MessageIDIn(messageIDs...), delivery.AuthoritySideID(own.ID)).WithFacts().All(ctx)
	if err != nil {
		return nil, err
	}
	found := arrivals{}
	for _, d := range sent {
		if at := arrived(d); at != nil {
			found[d.MessageID] = *at
		}
	}
	return found, nil
}

// first is the earliest; false where none is known.
func (a arrivals) first() (first time.Time, known bool) {
	for _, at := range a {
		if !known || at.Before(first) {
			first, known = at, true
		}
	}
	return first, known
}

// lawWords says what the rules in force on a day say of services, and gathers which of them counsel has not confirmed.
type lawWords struct {
	s        *Service
	reckon   func(dates.Fact) *dates.Date
	services []string
	on       legal.Day
	doubtful *[]string
}

func (s *Service) lawOf(reckon func(dates.Fact) *dates.Date, services []string, at time.Time) lawWords {
	return lawWords{s, reckon, services, legal.DayOf(at), &[]string{}}
}

// cite is law and article, remembered where counsel has not confirmed it.
func (w lawWords) cite(name string, confirmed bool) string {
	if !confirmed && !slices.Contains(*w.doubtful, name) {
		*w.doubtful = append(*w.doubtful, name)
	}
	return name
}

// unconfirmed names what was cited and is not confirmed.
func (w lawWords) unconfirmed() string {
	if len(*w.doubtful) == 0 {
		return ""
	}
	return "Vorläufig, weil noch nicht juristisch bestätigt: " + strings.Join(*w.doubtful, ", ") + "."
}

// countsAt says after a beginning on which day documents that arrived on the day count as received by the competent authority; empty where no rule
// says so.
func (w lawWords) countsAt(beginning string) string {
	d := w.reckon(dates.Fact{
		Kind: legal.DeemedApproval, ProcedureLaw: w.s.directory.ProcedureLaw(w.services), Anchor: legal.Received, AnchorDay: w.on, Special: legal.Arrival,
	})
	if d == nil || d.Result.Rule.Special != legal.Arrival {
		return ""
	}
	text := beginning + " " + d.Result.Date.Words("de") + " (" + w.cite(d.Result.Rule.Name(), d.Result.Rule.CounselConfirmed)
	if d.Result.Provisional {
		text += ", vorläufig"
	}
	return text + ")."
}

// counted says from which day what is passed on counts as received: of all at once, or of each where they did not come on one day.
func (w lawWords) counted(passed []passedMessage, there arrivals) string {
	days := map[legal.Day]bool{}
	for _, at := range there {
		days[legal.DayOf(at)] = true
	}
	if len(days) == 1 && len(there) == len(passed) {
		return w.countsAt("Die Unterlagen gelten bei Ihnen als eingegangen am")
	}
	list := []string{"Eingang der einzelnen Nachrichten:"}
	for _, p := range passed {
		at, known := there[p.ID]
		if !known {
			list = append(list, "„"+p.Subject+"“: nicht festgehalten.")
			continue
		}
		w.on = legal.DayOf(at)
		list = append(list, strings.TrimSpace("„"+p.Subject+"“: "+momentInWords(at)+". "+w.countsAt("Gilt bei Ihnen als eingegangen am")))
	}
	return strings.Join(list, "\n")
}

// period is how long an authority may stay silent about a service before its approval counts as granted, by the rule of the day; false where
// nothing is known of one.
func (w lawWords) period(authorityID, serviceID string) (legal.Rule, bool) {
	if w.s.directory.Silence(serviceID) == nil {
		return legal.Rule{}, false
	}
	d := w.reckon(w.s.approvalFact(authorityID, serviceID)(legal.Approval{Begins: w.on}))
	if d == nil {
		return legal.Rule{}, false
	}
	return d.Result.Rule, true
}

// periods says for each service how long its period is, what begins it and what follows when it is over; of those without one that nothing is known.
func (w lawWords) periods(authorityID string) string {
	_, day, _ := strings.Cut(w.on.Words("de"), ", ")
	parts := []string{"Frist, Beginn und Folge (Stand: " + day + ")"}
	var without []string
	for _, serviceID := range w.services {
		name := "„" + w.s.directory.ServiceName(serviceID, "de") + "“"
		r, has := w.period(authorityID, serviceID)
		if !has {
			without = append(without, name)
			continue
		}
		text := name + "\nFrist: " + legal.LengthInWords(r.Amount, r.Unit) + " (" + w.cite(r.Name(), r.CounselConfirmed) + ")." +
			"\nBeginn: erst wenn die Unterlagen vollständig sind. Ob sie es sind, sagt die zuständige Behörde." +
			"\nFolge: Entscheidet sie bis zum Ende der Frist nicht, gilt die Genehmigung als erteilt."
		if w.s.directory.Silence(serviceID).Extendable {
			text += " Sie kann die Frist einmal verlängern und muss das mitteilen."
		}
		parts = append(parts, text)
	}
	if len(without) > 0 {
		parts = append(parts, strings.Join(without, ", ")+"\nEine Frist, nach der eine Genehmigung als erteilt gilt, ist hier nicht bekannt. Ob es eine gibt, sagt die zuständige Behörde.")
	}
	if len(w.services) == 0 {
		parts = append(parts, "In diesem Fall ist keine Leistung genannt. Deshalb ist hier auch keine Frist genannt; ob es eine gibt, sagt die zuständige Behörde.")
	}
	return paragraphs(parts...)
}

// remedies says what can be done against a decision, and where there is none.
func (w lawWords) remedies() string {
	list := paragraphs(w.hint(legal.AgainstDecision), w.hint(legal.AgainstInaction))
	if list == "" {
		return ""
	}
	return "Rechtsbehelfe\n\n" + list
}

// hint is what the law says beside days and periods; empty where nothing is known of it.
func (w lawWords) hint(about legal.About) string {
	h, ok := legal.HintOn(about, w.s.directory.ProcedureLaw(w.services), w.on)
	if !ok {
		return ""
	}
	return strings.TrimSuffix(h.Text, ".") + " (" + w.cite(h.Name(), h.CounselConfirmed) + ")."
}

// momentInWords is an instant in Berlin with its day of the week.
func momentInWords(at time.Time) string {
	return legal.DayOf(at).Words("de") + ", " + at.In(clock.Berlin).Format("15:04") + " Uhr"
}

// paragraphs joins those that are there.
func paragraphs(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n\n")
}

// reachedStates are those that say that a message is with the authority.
var reachedStates = stateOrder[slices.Index(stateOrder, deliveryfact.StateRELAYED):]

// justArrived reports whether the last of the facts of a delivery is the first to say that the message is there.
func justArrived(facts []*ent.DeliveryFact, last casemail.DeliveryState) bool {
	n := 0
	for _, f := range facts {
		if reached(f.State) {
			n++
		}
	}
	return n == 1 && reached(deliveryfact.State(last))
}
