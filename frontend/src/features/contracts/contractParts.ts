import type { ChainLinkPartsFragment, ContractPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatDate, formatTime } from '../../lib/dates.ts';
import type { Locale } from '../../lib/display.ts';
import type { MarketMessages } from '../../market/market.de.ts';
import type { ContractsMessages } from './contracts.de.ts';

/** A contract with all that its pages say of it. */
export const ContractParts = graphql(`
  fragment ContractParts on Contract {
    id version reference level state orderId templateVersion
    effectiveFrom endsOn noticePeriodMonths documentDigest signableAs declinable terminableFrom
    refusal { reason by actingPerson at }
    terminationNotice { reason by actingPerson at }
    offering { id slug current { id name } }
    grantor { id name }
    grantee { id name }
    parent { id }
    chain { ...ChainLinkParts }
    signatures {
      party signerName actingPerson certificateFingerprint signedInAt documentDigest at
      organisation { id name }
    }
  }
`);

/** The chain down to this contract, which is its last link. */
export function wholeChain(
  contract: ContractPartsFragment,
  above: readonly ChainLinkPartsFragment[],
): ChainLinkPartsFragment[] {
  const { level, state, grantor, grantee, effectiveFrom, endsOn } = contract;
  return [...above, { level, state, grantor, grantee, effectiveFrom, endsOn } as ChainLinkPartsFragment];
}

/** Why a contract waits or rests: the first one above that is not effective. Undefined where all are. */
export function obstacle(above: readonly ChainLinkPartsFragment[]): ChainLinkPartsFragment | undefined {
  return above.find(({ state }) => state !== 'EFFECTIVE');
}

/** The state of a contract in a sentence or two, with why. */
export function stateSentences(
  contract: ContractPartsFragment,
  above: readonly ChainLinkPartsFragment[],
  t: ContractsMessages,
  market: MarketMessages,
  locale: Locale,
): string[] {
  const { state, signableAs, endsOn, refusal, terminationNotice } = contract;
  const blocked = obstacle(above);
  const cause =
    blocked &&
    t.because(
      market.levels[blocked.level],
      blocked.grantor.name,
      blocked.grantee.name,
      market.chain.states[blocked.state],
    );
  const day = endsOn ? t.endsWith(formatDate(endsOn, locale)) : null;
  const lines = (...texts: (string | null | undefined)[]) => texts.filter((text): text is string => Boolean(text));
  const written = (notice: typeof refusal, by: (name: string, time: string) => string) => {
    if (!notice) return [];
    const who = notice.actingPerson ? t.signatures.acting(notice.actingPerson, notice.by) : notice.by;
    return [by(who, formatTime(notice.at, locale)), t.reason(notice.reason)];
  };
  const ended = written(terminationNotice, t.end.by);
  switch (state) {
    case 'OFFERED':
      if (cause) return [t.states.OFFEREDWaits, cause];
      return [signableAs ? t.states.OFFERED : t.states.OFFEREDOther];
    case 'ON_HOLD':
      return lines(t.states.ON_HOLD, cause, day, ...ended);
    case 'EFFECTIVE':
      return lines(t.states.EFFECTIVE, day, ...ended);
    case 'DECLINED':
      return [t.states.DECLINED, ...written(refusal, t.decline.by)];
    default:
      return [t.states[state], ...ended];
  }
}

/** The beginning of a digest in groups of four, as people compare it. */
export function shortDigest(digest: string): string {
  return (digest.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
}
