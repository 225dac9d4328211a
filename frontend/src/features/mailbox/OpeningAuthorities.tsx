import type { OpeningPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { SubmissionNotice } from '../../postbox/form/SubmissionNotice.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';
import { authorityOf, type Choices } from './opening.ts';
import { ReachabilityBadge } from './ReachabilityBadge.tsx';

/** Who would be a party for one service. */
export const OpeningParts = graphql(`
  fragment OpeningParts on Competence {
    service { id name }
    candidates { role authority { id name reachability } submission { kind ...SubmissionParts } }
  }
`);

interface OpeningAuthoritiesProps {
  competences: readonly OpeningPartsFragment[];
  choices: Choices;
  onChoose: (serviceId: string, authorityId: string) => void;
  /** Says which choices are missing, after an attempt. */
  errors: ReadonlyMap<string, string>;
}

function Body({
  competence,
  choices,
  onChoose,
  errors,
}: Omit<OpeningAuthoritiesProps, 'competences'> & { competence: OpeningPartsFragment }) {
  const t = useMailboxMessages();
  const { service, candidates } = competence;
  const only = authorityOf(competence, {});
  const [first] = candidates;
  if (!first) return <p className="small">{t.open.none}</p>;
  const chosen = candidates.find(({ authority }) => authority.id === choices[service.id]) ?? first;
  const form = <SubmissionNotice submission={chosen.submission} service={service.name} />;
  if (only) {
    return (
      <>
        <p className="row">
          <span className="verbatim">{only.name}</span>
          <ReachabilityBadge reachability={only.reachability} />
        </p>
        {form}
      </>
    );
  }
  return (
    <>
      <RadioGroup
        id={`choice-${service.id}`}
        label={service.name}
        hint={t.open.choose}
        error={errors.get(service.id)}
        value={choices[service.id]}
        onChange={(authorityId) => onChoose(service.id, authorityId)}
        options={candidates.map(({ role, authority }) => ({
          value: authority.id,
          label: (
            <span className="row">
              <span className="verbatim">{authority.name}</span>
              <ReachabilityBadge reachability={authority.reachability} />
            </span>
          ),
          hint: t.open.roles[role],
        }))}
      />
      {form}
    </>
  );
}

/** For each service the body it goes to, with the choice where there is one. */
export function OpeningAuthorities({ competences, ...rest }: OpeningAuthoritiesProps) {
  return (
    <ul className="mailbox-opening-services">
      {competences.map((competence) => (
        <li key={competence.service.id}>
          {competence.candidates.length < 2 && <h3 className="mailbox-opening-service">{competence.service.name}</h3>}
          <Body competence={competence} {...rest} />
        </li>
      ))}
    </ul>
  );
}
