import type { ContractPartsFragment } from '../../gql/graphql.ts';
import { readFragment } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { ChainLinkParts, ChainStepper } from '../../market/ChainStepper.tsx';
import { ContractBadge } from '../../market/ContractBadge.tsx';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { Facts } from '../../ui/Facts.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { stateSentences, wholeChain } from './contractParts.ts';
import { useContractsMessages } from './contractsMessages.ts';

/** What a contract is: its state in words with why, its facts, and the chain that it rests on. */
export function ContractView({ contract }: { contract: ContractPartsFragment }) {
  const t = useContractsMessages();
  const market = useMarketMessages();
  const locale = useLocale();
  const above = readFragment(ChainLinkParts, contract.chain);
  const { state, effectiveFrom, endsOn, noticePeriodMonths, offering, grantor, grantee } = contract;
  // A contract that was declined begins and ends on no day, whatever was offered.
  const settled = state !== 'DECLINED';
  const began = state === 'EFFECTIVE' || state === 'TERMINATED' || state === 'EXPIRED';
  return (
    <>
      <section className="stack" aria-labelledby="contract-state">
        <h2 className="kern-heading-medium" id="contract-state">
          {t.state}
        </h2>
        <p>
          <ContractBadge state={state} neutral={!contract.signableAs} />
        </p>
        {stateSentences(contract, above, t, market, locale).map((sentence) => (
          <p key={sentence} className="verbatim contracts-said">
            {sentence}
          </p>
        ))}
      </section>
      <section className="stack" aria-labelledby="contract-facts">
        <h2 className="kern-heading-medium" id="contract-facts">
          {t.facts}
        </h2>
        <Facts
          rows={[
            [
              t.offering,
              <TextLink key="offering" to="/markt/leistung/$slug" params={{ slug: offering.slug }}>
                {offering.current.name}
              </TextLink>,
            ],
            [t.grantor, grantor.name],
            [t.grantee, grantee.name],
            [began ? t.begun : t.begins, settled && effectiveFrom && formatDate(effectiveFrom, locale)],
            [t.ends, settled && (endsOn ? formatDate(endsOn, locale) : t.endsOpen)],
            [t.notice, noticePeriodMonths !== null && t.months(noticePeriodMonths)],
          ]}
        />
      </section>
      <section className="stack" aria-labelledby="contract-chain">
        <h2 className="kern-heading-medium" id="contract-chain">
          {market.chain.title}
        </h2>
        <p>{market.chain.lead}</p>
        <ChainStepper links={wholeChain(contract, above)} />
      </section>
    </>
  );
}
