package graph

import "schalter/internal/postbox"

// stepDetail says why a step of a delivery came, or by what, with the mail status where one came with it (RFC 3463).
func stepDetail(locale string, step *postbox.DeliveryStep) *string {
	said := note(locale, step.Code)
	switch {
	case said == "" && step.Status == "":
		return nil
	case said == "":
		said = step.Status
	case step.Status != "":
		said += " (" + step.Status + ")"
	}
	return &said
}
