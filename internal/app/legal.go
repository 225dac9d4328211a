package app

import (
	"schalter/graph/model"
	"schalter/internal/config"
	"schalter/internal/directory"
	"schalter/internal/legaltext"
)

// legal gives the legal texts with the operator and the sources of the data filled in.
type legal struct {
	cfg       *config.Config
	directory *directory.Directory
}

func (l legal) InForce(locale string) []*model.LegalText {
	var sources []string
	for _, a := range l.directory.Snapshot().Attributions() {
		sources = append(sources, a.Of+": "+a.Text+" ("+a.Licence+")")
	}
	operator := legaltext.Operator{Name: l.cfg.OperatorName, Address: l.cfg.OperatorAddress, Email: l.cfg.MailFrom}
	var texts []*model.LegalText
	for _, t := range legaltext.InForce(locale, operator, sources) {
		texts = append(texts, &model.LegalText{
			Kind: model.LegalTextKind(t.Kind), Version: t.Version, ValidFrom: t.ValidFrom, Markdown: t.Markdown,
		})
	}
	return texts
}
