import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDate, todayInBerlin } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { useRulesMessages } from './rulesMessages.ts';

/** A rule as it is shown to everybody. */
export const RuleParts = graphql(`
  fragment RuleParts on LegalRule {
    id kind law article procedureLaw anchor amount unit shiftForDate shiftForPeriod validFrom validTo counselConfirmed note purpose inUse
    questionToCounsel
    replacedBy { id validFrom }
  }
`);

/** One rule: where it stands, from what it counts, how long, and what is not certain about it. */
export function RuleEntry({ rule }: { rule: FragmentType<typeof RuleParts> }) {
  const t = useRulesMessages();
  const locale = useLocale();
  const r = readFragment(RuleParts, rule);
  const moves = r.kind === 'ANNOUNCEMENT' ? r.shiftForDate : r.shiftForPeriod;
  const until = r.validTo ?? r.replacedBy?.validFrom;
  const from = formatDate(r.validFrom, locale);
  return (
    <li className="rule">
      <h3 className="kern-heading-small">
        {r.article} {r.law}
      </h3>
      <p className="rule-states">
        <Badge kind={r.counselConfirmed ? 'success' : 'warning'}>
          {r.counselConfirmed ? t.confirmed : t.unconfirmed}
        </Badge>
        {!r.inUse && <Badge kind="info">{t.notInUse}</Badge>}
        {r.replacedBy && (
          <Badge kind="info">
            {r.replacedBy.validFrom <= todayInBerlin()
              ? t.replaced
              : t.replacedFrom(formatDate(r.replacedBy.validFrom, locale))}
          </Badge>
        )}
      </p>
      <Facts
        rows={[
          [t.facts.procedure, r.procedureLaw ? t.laws[r.procedureLaw] : t.everyLaw],
          [t.facts.purpose, r.purpose && (t.purposes[r.purpose] ?? r.purpose)],
          [t.facts.event, t.anchors[r.anchor]],
          [t.facts.length, r.amount === 0 ? t.sameDay : t.length(r.amount, r.unit)],
          [t.facts.weekend, moves ? t.moves : t.stays],
          [t.facts.valid, until ? t.fromTo(from, formatDate(until, locale)) : t.from(from)],
          [t.facts.note, r.note && <span lang="de">{r.note}</span>],
          [t.facts.question, r.questionToCounsel && <span lang="de">{r.questionToCounsel}</span>],
        ]}
      />
    </li>
  );
}
