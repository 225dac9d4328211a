package market

// column is one of a sheet; its name is in German and in English.
type column struct {
	name  [2]string
	width float64
}

var (
	ordersName   = [2]string{"Bestellungen", "Orders"}
	orderColumns = []column{
		{[2]string{"Bestellnummer", "Order number"}, 18}, {[2]string{"Angebot", "Offering"}, 40}, {[2]string{"Für", "For"}, 30}, {[2]string{"Bestellt durch", "Ordered by"}, 30},
		{[2]string{"Stand", "State"}, 16}, {[2]string{"Schon in Betrieb", "In use already"}, 16}, {[2]string{"Abgeschickt am", "Submitted on"}, 18},
		{[2]string{"Abgeschickt von", "Submitted by"}, 24}, {[2]string{"Handelnde Person", "Acting person"}, 24}, {[2]string{"Entschieden am", "Decided on"}, 18},
		{[2]string{"Gewünscht zum", "Wished for"}, 14}, {[2]string{"Hersteller", "Vendor"}, 28}, {[2]string{"IT-Dienstleister", "IT provider"}, 28},
		{[2]string{"Fachliche Ansprechperson", "Subject contact"}, 40}, {[2]string{"Technische Ansprechperson", "Technical contact"}, 40},
	}
	contractsName   = [2]string{"Verträge", "Contracts"}
	contractColumns = []column{
		{[2]string{"Vertragsnummer", "Contract number"}, 18}, {[2]string{"Angebot", "Offering"}, 40}, {[2]string{"Vertragsgeber", "Grantor"}, 30},
		{[2]string{"Vertragsnehmer", "Grantee"}, 30}, {[2]string{"Stand", "State"}, 18}, {[2]string{"Wirksam ab", "Effective from"}, 14},
		{[2]string{"Letzter Tag", "Last day"}, 14}, {[2]string{"Kündigungsfrist (Monate)", "Notice period (months)"}, 22},
	}
	rolloutsName   = [2]string{"Einrichtungen", "Rollouts"}
	rolloutColumns = []column{
		{[2]string{"Bestellnummer", "Order number"}, 18}, {[2]string{"Angebot", "Offering"}, 40}, {[2]string{"Stand", "State"}, 16}, {[2]string{"Begonnen am", "Begun on"}, 18},
		{[2]string{"In Betrieb seit", "Live since"}, 14}, {[2]string{"Erledigte Aufgaben", "Tasks done"}, 18}, {[2]string{"Alle Aufgaben", "All tasks"}, 14},
	}
	linksName   = [2]string{"Links", "Links"}
	linkColumns = []column{
		{[2]string{"Leistung", "Service"}, 44}, {[2]string{"LeiKa-Schlüssel", "LeiKa key"}, 18}, {[2]string{"Link", "Link"}, 60}, {[2]string{"Stand", "State"}, 16},
		{[2]string{"Für alle sichtbar", "Seen by everybody"}, 16}, {[2]string{"Geprüft am", "Checked on"}, 14},
	}
)

// The words for states.
var (
	orderStates = map[string][2]string{
		"DRAFT": {"Entwurf", "draft"}, "SUBMITTED": {"abgeschickt", "submitted"}, "RETURNED": {"zurückgegeben", "returned"}, "RELEASED": {"freigegeben", "released"},
		"CANCELLED": {"storniert", "cancelled"},
	}
	contractStates = map[string][2]string{
		"DRAFT": {"Entwurf", "draft"}, "OFFERED": {"angeboten", "offered"}, "SIGNED": {"unterzeichnet", "signed"}, "EFFECTIVE": {"wirksam", "effective"},
		"ON_HOLD": {"ruht", "on hold"}, "TERMINATED": {"gekündigt", "terminated"}, "EXPIRED": {"ausgelaufen", "expired"},
		"DECLINED": {"abgelehnt", "declined"},
	}
	rolloutStates = map[string][2]string{
		"ORDERED": {"bestellt", "ordered"}, "IN_PROGRESS": {"in Einrichtung", "in progress"}, "LIVE": {"in Betrieb", "live"}, "ENDED": {"beendet", "ended"},
	}
	linkStates = map[string][2]string{"": {"", ""}, "UNCHECKED": {"noch nicht geprüft", "not checked yet"}, "OK": {"erreichbar", "works"}, "BROKEN": {"nicht erreichbar", "broken"}}
)
