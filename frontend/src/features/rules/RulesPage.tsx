import { useState } from 'react';
import { graphql, readFragment } from '../../gql/index.ts';
import { todayInBerlin } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { RuleEntry, RuleParts } from './RuleEntry.tsx';
import './rules.css';
import { useRulesMessages } from './rulesMessages.ts';

const Rules = graphql(`
  query Rules($on: Date, $after: String) {
    legalRules(on: $on, first: 100, after: $after) {
      edges { node { id ...RuleParts } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const kinds = ['ANNOUNCEMENT', 'ANSWER_DUE', 'REMEDY_ENDS', 'DEEMED_APPROVAL'] as const;

/** The rules by which days with legal effect are computed, for everybody to check. */
export function RulesPage() {
  const t = useRulesMessages();
  const common = useCommonMessages();
  const [on, setOn] = useState(() => todayInBerlin());
  const pages = usePages({ query: Rules, variables: { on: on || null }, read: (data) => data.legalRules });
  const rules = readFragment(RuleParts, pages.nodes);
  return (
    <Page title={t.title} lead={t.lead}>
      <div className="rules">
        <Alert kind="info" title={t.unconfirmedAll} />
        <p>{t.counting}</p>
        <EasyLanguage lines={t.easy} />
        <DateField
          id="rules-on"
          label={t.on}
          hint={t.onHint}
          value={on}
          onChange={(event) => setOn(event.target.value)}
        />
        {pages.error && <Alert kind="danger" title={`${t.failed} ${problemText(pages.error, common)}`} announce />}
        {pages.loading && <Spinner />}
        {!pages.loading && !pages.error && rules.length === 0 && <p role="status">{t.none}</p>}
        {kinds.map((kind) => {
          const those = pages.nodes.filter((_, i) => rules[i]?.kind === kind);
          return (
            those.length > 0 && (
              <section key={kind} className="rules" aria-labelledby={`rules-${kind}`}>
                <h2 className="kern-heading-medium" id={`rules-${kind}`}>
                  {t.kinds[kind]}
                </h2>
                <ul className="rules">
                  {those.map((rule) => (
                    <RuleEntry key={rule.id} rule={rule} />
                  ))}
                </ul>
              </section>
            )
          );
        })}
        <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
      </div>
    </Page>
  );
}
