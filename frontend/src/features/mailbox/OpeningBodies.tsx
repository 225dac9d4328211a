import type { OpeningPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';
import { bodyOf, type Choices } from './opening.ts';
import { Reach } from './Reach.tsx';

/** Who would be a party for one service. */
export const OpeningParts = graphql(`
  fragment OpeningParts on Competence {
    service { id name }
    candidates { role authority { id name reachability } }
  }
`);

interface OpeningBodiesProps {
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
}: Omit<OpeningBodiesProps, 'competences'> & { competence: OpeningPartsFragment }) {
  const t = useMailboxMessages();
  const { service, candidates } = competence;
  const only = bodyOf(competence, {});
  if (candidates.length === 0) return <p className="small">{t.open.none}</p>;
  if (only) {
    return (
      <p className="row">
        <span className="verbatim">{only.name}</span>
        <Reach reachability={only.reachability} />
      </p>
    );
  }
  return (
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
            <Reach reachability={authority.reachability} />
          </span>
        ),
        hint: t.open.roles[role],
      }))}
    />
  );
}

/** For each service the body it goes to, with the choice where there is one. */
export function OpeningBodies({ competences, ...rest }: OpeningBodiesProps) {
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
