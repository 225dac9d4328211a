import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ChainLinkParts, ChainStepper } from '../../market/ChainStepper.tsx';
import { useMarketMessages } from '../../market/marketMessages.ts';

/** The contracts by which an EfA service comes to municipalities. */
export const SheetChainParts = graphql(`
  fragment SheetChain on Offering { id chain { ...ChainLinkParts } }
`);

/** Who passes the right to use an EfA service on to whom, down to the intermediary of municipalities. */
export function SheetChain({ offering }: { offering: FragmentType<typeof SheetChainParts> }) {
  const t = useMarketMessages().chain;
  const { chain } = readFragment(SheetChainParts, offering);
  return (
    <section className="stack" aria-labelledby="catalogue-chain">
      <h2 className="kern-heading-medium" id="catalogue-chain">
        {t.title}
      </h2>
      <p>{t.lead}</p>
      <ChainStepper links={readFragment(ChainLinkParts, chain)} />
    </section>
  );
}
