package lexis

import "strings"

// Words that people type around what they look for, folded.
const stopwords = `
ab aber alle allem allen aller alles als also am an ans auch auf aus bei beim bin bis bitte brauche brauchen braucht da damit
das dass dein deine dem den denn der des die dies diese diesem diesen dieser dieses doch dort du ein eine einem einen einer
eines er es fuer gegen gehen geht gibt habe haben hallo hat hier hin ich ihr ihre im in ins ist ja jemand kann kein keine
koennen kosten kostet lassen machen man mein meine meinem meinen meiner mich mir mit moechte moechten muss muessen nach
nicht noch nun nur ob oder ohne sein seine sich sie sind so soll sollen sollte ueber um und uns unser
unsere unter viel vom von vor wann war warum was welche welchen welcher welches wenn wer wie will wir wird wo wofuer wohin
wollen wuerde zu zum zur zwischen
bald braeuchte brauchts dringend eigentlich eilig gleich hoch is jetzt mal noetig schnell sofort tun vorher
a about all am an and any are as at be by can do does for from get have hello help how i if into is it me my near need of on
or our please should some that the their there this to want wanting we what when where which who why will with would you your
`

var stops = func() map[string]bool {
	m := map[string]bool{}
	for _, word := range strings.Fields(stopwords) {
		m[word] = true
	}
	return m
}()

// Stop reports whether the folded word carries no meaning of its own.
func Stop(word string) bool { return stops[word] }
