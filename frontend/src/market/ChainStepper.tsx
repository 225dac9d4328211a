import type { ChainLinkPartsFragment } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { daysUntil, formatDate } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { ContractBadge } from './ContractBadge.tsx';
import './market.css';
import type { MarketMessages } from './market.de.ts';
import { useMarketMessages } from './marketMessages.ts';

/** One contract of the chain, as everybody may know it. */
export const ChainLinkParts = graphql(`
  fragment ChainLinkParts on ChainLink {
    level state effectiveFrom endsOn
    grantor { id name }
    grantee { id name }
  }
`);

interface ChainStepperProps {
  /** From the provider's contract downwards; the reader's own may be the last. */
  links: readonly ChainLinkPartsFragment[];
}

const day = (date: string | null | undefined, text: (day: string) => string, locale: 'de' | 'en') =>
  date ? text(formatDate(date, locale)) : null;

/** A contract that waits for a signature holds since no day, whatever day it names. */
const unsettled: readonly string[] = ['DRAFT', 'OFFERED', 'SIGNED'];

function span(state: string, from: string | null, to: string | null, t: MarketMessages, locale: 'de' | 'en'): string {
  const begins = unsettled.includes(state) || (from && daysUntil(from) > 0) ? t.chain.from : t.chain.since;
  return [day(from, begins, locale) ?? t.chain.noDay, day(to, t.chain.until, locale) ?? t.chain.open].join(', ');
}

/** The chain of contracts from the provider down: who passes the right on to whom, since and until when. The same as a table below. */
export function ChainStepper({ links }: ChainStepperProps) {
  const t = useMarketMessages();
  const locale = useLocale();
  // One that was declined begins and ends on no day.
  const chain = links.map((link) =>
    link.state === 'DECLINED' ? { ...link, effectiveFrom: null, endsOn: null } : link,
  );
  if (chain.length === 0) return <p>{t.chain.none}</p>;
  const first = chain[0];
  return (
    <div className="stack">
      <ol className="market-chain" aria-label={t.chain.title}>
        <li className="market-chain-node verbatim">{first?.grantor.name}</li>
        {chain.map(({ level, state, grantor, grantee, effectiveFrom, endsOn }) => (
          <li key={`${level} ${grantee.id}`} className={`market-chain-link market-chain-link--${state.toLowerCase()}`}>
            <div className="market-chain-contract">
              <p className="row">
                <strong>{t.levels[level]}</strong>
                <ContractBadge state={state} neutral />
              </p>
              <p className="kern-sr-only">{t.chain.passes(grantor.name, grantee.name)}</p>
              {state !== 'DECLINED' && <p className="muted small">{span(state, effectiveFrom, endsOn, t, locale)}</p>}
            </div>
            <p className="market-chain-node verbatim">{grantee.name}</p>
          </li>
        ))}
      </ol>
      <Disclosure summary={t.chain.asTable}>
        {/* biome-ignore lint/a11y/useSemanticElements: no set of fields, and no landmark. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: with large text it scrolls, and what scrolls is reached by keyboard (WCAG 2.1.1). */}
        <div className="market-scroll" role="group" aria-label={t.chain.asTable} tabIndex={0}>
          <table className="market-table" aria-label={t.chain.asTable}>
            <thead>
              <tr>
                {[t.chain.contract, t.chain.grantor, t.chain.grantee, t.chain.state, t.chain.begin, t.chain.end].map(
                  (head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {chain.map(({ level, state, grantor, grantee, effectiveFrom, endsOn }) => (
                <tr key={`${level} ${grantee.id}`}>
                  <th scope="row">{t.levels[level]}</th>
                  <td>{grantor.name}</td>
                  <td>{grantee.name}</td>
                  <td>{t.chain.states[state]}</td>
                  <td>{effectiveFrom ? formatDate(effectiveFrom, locale) : '–'}</td>
                  <td>{endsOn ? formatDate(endsOn, locale) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Disclosure>
    </div>
  );
}
