package evidence_test

func (k *corpus) sealedCases() {}
