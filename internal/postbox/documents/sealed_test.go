package documents

import (
	"testing"

	"schalter/internal/testkit"
)

func TestRowsSealedBeforeAreOpened(t *testing.T) {
	t.Parallel()
	testkit.OpenSealedRows(t,
		testkit.SealedRow{
			AAD: metaAAD("doc_1"), Bound: "doc_1|document|meta", Into: &documentMeta{},
			Plain:  `{"filename":"a.pdf","mediaType":"application/pdf","sha256":"ff"}`,
			Sealed: "07f8c505bc45a72bcfebf844c7b7f215493e4bfbe3e3f2d8da1ec9f4232cc9749b9829586b95c7eac80adcd8af2b87f30bdec83728dbe326b2135f5ad5c3829a3932ad0d0d040ac1a1bd76f9bda66f3e60a3358a9d0fa1b980be563f",
		},
		testkit.SealedRow{
			AAD: OriginalAAD("msg_1"), Bound: "msg_1|message|original", Into: &OriginalMeta{},
			Plain:  `{"key":"BA==","sha256":"ee","certificate":"BQ==","receivedAt":"2026-11-29T08:00:00Z","scanned":true,"layout":{"content":null,"signature":{"from":0,"to":0},"base64":false,"crlf":false}}`,
			Sealed: "e4dd14e163d378fbbf891c4841735feb9c3c7e735d0b09dc658b0fd6a0ff97c0d687ec60b98764b3a9ce61fd0d4b28e404923eead22625fc0023de7c48daeb90242997f87752ead008b0cb5eefa1f935b5bbb4d5d6cb8fe1d2648fc899593db22e3e8ee4f75ac52cfabff7c954f62d2e28fa645a858b719842484812f53f4aed7f5599725429636a04a1147655b31bb840c5cfffbcb4b992c6e01ed3d746da2d7b77357b195e2a879613a1e87cd9ef859f9988375e24dd6da235cc3dbad3b37c24c3263ca17538fafd9773ee2e66d9c707b1b7fe",
		},
	)
}
