package network

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"schalter/ent/networkgroup"
	"schalter/ent/networkgroupoffering"
	"schalter/ent/networkpost"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/store"
)

// News is something that happened in the market.
type News struct {
	OfferingID string `json:"offeringId"`
	// VersionID is the version of the sheet that holds since then.
	VersionID string `json:"versionId"`
	// Orderable says that the offering can be ordered since then; else it has a new version of its sheet.
	Orderable bool `json:"orderable"`
	// Revision counts the changes of the offering: the same change is told once.
	Revision int `json:"revision"`
}

// jobNews tells one of the news in the groups that it is for.
const jobNews job.Kind = "network-news"

// Announce has news told in the group of its offering and in that of the whole market, once that a transaction is committed: the job is a
// row of it.
func (s *Service) Announce(ctx context.Context, tx *store.Tx, n News) error {
	subject, err := json.Marshal(n)
	if err != nil {
		return err
	}
	return job.Enqueue(ctx, tx, jobNews, string(subject), tx.Now, hex.EncodeToString(s.hash("news", n.OfferingID, strconv.Itoa(n.Revision))))
}

// tellNews writes news into the groups that they are for, into each once however often it runs.
func (s *Service) tellNews(ctx context.Context, subject string) (err error) {
	defer errs.Wrap(&err, "network.tellNews")
	var n News
	if err := json.Unmarshal([]byte(subject), &n); err != nil {
		return fmt.Errorf("%w: %w", job.ErrGiveUp, err)
	}
	return s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		offering, err := tx.NetworkGroupOffering.Query().Where(networkgroupoffering.OfferingID(n.OfferingID)).All(ctx)
		if err != nil {
			return err
		}
		groups, err := tx.NetworkGroup.Query().Where(networkgroup.WholeMarket(true)).IDs(ctx)
		if err != nil {
			return err
		}
		for _, of := range offering {
			groups = append(groups, of.GroupID)
		}
		for _, groupID := range inLockOrder(groups) {
			if err := s.tellIn(ctx, tx, groupID, n, tx.Now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) tellIn(ctx context.Context, tx *store.Tx, groupID string, n News, at time.Time) error {
	row, _, err := s.lockGroup(ctx, tx, access{}, groupID)
	if err != nil || row.Archived {
		return err
	}
	unique := s.hash("news", groupID, n.OfferingID, strconv.Itoa(n.Revision))
	if told, err := tx.NetworkPost.Query().Where(networkpost.UniqueKey(unique)).Exist(ctx); err != nil || told {
		return err
	}
	key, err := s.keyOf(ctx, row)
	if err != nil {
		return err
	}
	postID, what := id.New(id.Post, at), networkpost.NewsNEW_VERSION
	if n.Orderable {
		what = networkpost.NewsORDERABLE
	}
	sealed, err := key.SealJSON(postAAD(postID), sealedPost{})
	if err != nil {
		return err
	}
	return tx.NetworkPost.Create().SetID(postID).SetGroupID(groupID).SetKind(networkpost.KindPLATFORM).SetNews(what).SetOfferingID(n.OfferingID).
		SetOfferingVersionID(n.VersionID).SetUniqueKey(unique).SetSealed(sealed).SetAt(at).SetActiveAt(at).Exec(ctx)
}

// newsText is what news say in a reader's language, as Markdown.
func newsText(locale string, what networkpost.News, of Sheet) string {
	words := map[networkpost.News][2]string{
		networkpost.NewsORDERABLE: {
			"**%s** kann jetzt bestellt werden. Es gilt der Steckbrief in Version %d.", "**%s** can be ordered now. Version %d of its sheet holds.",
		},
		networkpost.NewsNEW_VERSION: {
			"Der Steckbrief von **%s** wurde geändert. Es gilt jetzt Version %d.", "The sheet of **%s** was changed. Version %d holds now.",
		},
	}[what]
	if what == networkpost.NewsORDERABLE && !of.Here {
		words = [2]string{
			"**%s** ist jetzt bei seinem Anbieter erhältlich. Es gilt der Steckbrief in Version %d.", "**%s** is available from its provider now. Version %d of its sheet holds.",
		}
	}
	text := words[0]
	if locale == "en" {
		text = words[1]
	}
	return fmt.Sprintf(text, plain(of.Name), of.Version)
}

// plain keeps a name from being read as Markdown.
func plain(name string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, "`", "\\`", `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`).Replace(name)
}
