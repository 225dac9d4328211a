import type { ReactNode } from 'react';
import type { ContractRowFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { ContractBadge } from '../../market/ContractBadge.tsx';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { useContractsMessages } from './contractsMessages.ts';

/** What a list says of a contract. */
export const ContractRowParts = graphql(`
  fragment ContractRow on Contract {
    id version reference level state effectiveFrom endsOn signableAs
    offering { id slug current { id name } }
    grantor { id name }
    grantee { id name }
  }
`);

interface ContractRowProps {
  contract: ContractRowFragment;
  /** The way to all of it. */
  link: ReactNode;
  neutral?: boolean;
}

/** One contract in a list: over what, between whom, how far. */
export function ContractRow({ contract, link, neutral }: ContractRowProps) {
  const t = useContractsMessages();
  const market = useMarketMessages();
  const locale = useLocale();
  const { level, state, grantor, grantee, reference, effectiveFrom, endsOn } = contract;
  return (
    <li className="card">
      <div className="card-head">
        <h2 className="kern-heading-small">{link}</h2>
        <ContractBadge state={state} neutral={neutral ?? contract.signableAs !== 'GRANTEE'} />
      </div>
      <p>{market.levels[level]}</p>
      <p className="verbatim">{t.parties(grantor.name, grantee.name)}</p>
      <p className="muted small">
        <span className="verbatim">{reference}</span>
        {state !== 'DECLINED' && effectiveFrom && ` · ${t.begins}: ${formatDate(effectiveFrom, locale)}`}
        {endsOn && ` · ${t.ends}: ${formatDate(endsOn, locale)}`}
      </p>
    </li>
  );
}
