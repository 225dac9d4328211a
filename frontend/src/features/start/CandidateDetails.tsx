import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { ContactFacts } from './ContactFacts.tsx';
import { useStartMessages } from './startMessages.ts';

/** A body that may be addressed, and the rule that says so. */
export const CandidateParts = graphql(`
  fragment CandidateParts on CompetentAuthority {
    role
    authority { id name reachability ...ContactParts }
    rule { id explanation legalBasis area { id name designation } source sourceOn }
  }
`);

/** Why this authority (rule, area, source), and how else to reach it where it cannot be written to here. */
export function CandidateDetails({ candidate }: { candidate: FragmentType<typeof CandidateParts> }) {
  const t = useStartMessages();
  const locale = useLocale();
  const { authority, rule } = readFragment(CandidateParts, candidate);
  return (
    <>
      {authority.reachability !== 'CONNECTED' && (
        <Disclosure summary={t.candidates.contact}>
          <p className="small">{t.reachText[authority.reachability]}</p>
          <ContactFacts authority={authority} />
        </Disclosure>
      )}
      <Disclosure summary={t.candidates.whyNamed(authority.name)}>
        <p>{rule.explanation}</p>
        <dl className="start-facts">
          <div>
            <dt>{t.candidates.area}</dt>
            <dd className="verbatim">{[rule.area.designation, rule.area.name].filter(Boolean).join(' ')}</dd>
          </div>
          {rule.legalBasis && (
            <div>
              <dt>{t.candidates.legalBasis}</dt>
              <dd>{rule.legalBasis}</dd>
            </div>
          )}
          <div>
            <dt>{t.candidates.source}</dt>
            <dd>{t.candidates.sourceOn(rule.source, formatDate(rule.sourceOn, locale))}</dd>
          </div>
        </dl>
        <p>
          <TextLink to="/behoerde/$authorityId" params={{ authorityId: authority.id }}>
            {authority.name}
          </TextLink>
        </p>
      </Disclosure>
    </>
  );
}
