package lexis

import "strings"

// Words of the Bavarian, Franconian and Swabian dialects, and short ones of everyday use, with what stands for them in the
// language of offices; folded.
const dialect = `
geklaut gestohlen
klaut gestohlen
klaud gestohlen
gstorbn gestorben
gstorbm gestorben
moid melde
o an
aufstelln aufstellen
aufmacha aufmachen
aufmocha aufmachen
auto auto
babba vater
bulldog traktor
bulldogg traktor
dahoam zuhause
deandl kind
fuehraschein fuehrerschein
fiahraschein fuehrerschein
fuerascheen fuehrerschein
gartnhaeusl gartenhaus
gartenhaeusl gartenhaus
gschaeft geschaeft
gwerb gewerbe
gwerbe gewerbe
haeusl haus
haisl haus
heirodn heiraten
heiratn heiraten
heirotn heiraten
heirada heiraten
hoamat heimat
hunderl hund
hundal hund
hundsmarkn hundemarke
hundsmarke hundemarke
kindl kind
kindla kind
koan kein
kriagt bekommen
kriagn bekommen
mei mein
obmeldn abmelden
obmelden abmelden
abmeldn abmelden
omeldn anmelden
oameldn anmelden
oomeldn anmelden
ommeldn anmelden
omelden anmelden
ameldn anmelden
amelda anmelden
omelda anmelden
baun bauen
baua bauen
radl fahrrad
schui schule
stodl scheune
stadl scheune
umziagn umziehen
umziang umziehen
umzieha umziehen
verlorn verloren
verlora verloren
wirtshaisl wirtshaus
wirtschaft wirtschaft
zamziagn zusammenziehen
i ich
a ein
ma wir
wui will
mecht moechte
moecht moechte
mechad moechte
mechadd moechte
mog moechte
wia wie
wo wo
wos was
ned nicht
net nicht
koa kein
oa ein
oan einen
s das
d die
dn den
meim meinem
meina meiner
meine meine
unsa unser
fia fuer
fei ja
`

var standard = func() map[string]string {
	m := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(dialect), "\n") {
		if from, to, ok := strings.Cut(line, " "); ok && from != to {
			m[from] = to
		}
	}
	return m
}()

// Standard puts the words of the written language in place of those of the dialects.
func Standard(words []string) []string {
	for i, word := range words {
		if to, ok := standard[word]; ok {
			words[i] = to
		}
	}
	return words
}
