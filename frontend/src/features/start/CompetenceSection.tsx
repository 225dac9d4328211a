import { useState } from 'react';
import { useQuery } from 'urql';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { chosenAuthorities, type StartSearch } from '../../lib/startPlan.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { Candidates, CompetenceParts } from './Candidates.tsx';
import { OpenMailbox } from './OpenMailbox.tsx';
import { primaryChoices, recipients, toPlan, toSearch, undecided } from './selection.ts';
import { useStartMessages } from './startMessages.ts';
import { useSelection } from './useSelection.ts';

const Competences = graphql(`
  query Competences($ars: ARS!, $undertakingId: ID, $serviceIds: [ID!]) {
    competences(ars: $ars, undertakingId: $undertakingId, serviceIds: $serviceIds) { ...CompetenceParts }
  }
`);

interface CompetenceSectionProps {
  ars: string;
  undertakingId?: string;
  serviceId?: string;
  /** Chosen beforehand by a deep link. */
  authorityId?: string | undefined;
  /** Kept from before: chosen authorities as "serviceId:authorityId", and services left out. */
  choice?: string[] | undefined;
  without?: string[] | undefined;
}

/** For each service at the place who may handle it, the choice where there is one, and the way into a mailbox. */
export function CompetenceSection(props: CompetenceSectionProps) {
  const { ars, undertakingId, serviceId, authorityId, choice, without } = props;
  const t = useStartMessages();
  const common = useCommonMessages();
  const [tried, setTried] = useState(false);
  const [selection, setSelection] = useSelection(`${undertakingId ?? serviceId}.${ars}`, {
    left: without ?? [],
    choices: chosenAuthorities(choice),
  });
  const [{ data, error, fetching }] = useQuery({
    query: Competences,
    variables: { ars, undertakingId, serviceIds: serviceId ? [serviceId] : undefined },
  });
  if (error && !data) return <Alert kind="danger" title={problemText(error, common)} announce />;
  if (!data) return fetching ? <Spinner /> : null;

  const masked: FragmentType<typeof CompetenceParts>[] = data.competences;
  const competences = readFragment(CompetenceParts, masked);
  const preset = Object.fromEntries(
    competences
      .filter((one) => one.candidates.some((c) => c.authority.id === authorityId))
      .map((one) => [one.service.id, authorityId ?? '']),
  );
  const effective = { ...selection, choices: { ...preset, ...selection.choices } };
  const open = undecided(competences, effective);
  const problems = open.map(({ service }) => ({
    fieldId: `choice-${service.id}`,
    message: t.candidates.missing(service.name),
  }));
  const toWhom = recipients(competences, effective);
  const plan: StartSearch = {
    ars,
    ...(undertakingId && { undertaking: undertakingId }),
    ...(serviceId && { service: serviceId }),
    ...toPlan(competences, effective),
  };
  const toggle = (id: string, taken: boolean) =>
    setSelection({ ...selection, left: taken ? selection.left.filter((one) => one !== id) : [...selection.left, id] });

  const primary = primaryChoices(competences, effective);
  const choosePrimary = () => {
    setSelection({ ...selection, choices: { ...effective.choices, ...primary } });
    say(t.undertaking.chosePrimary);
  };

  return (
    <>
      {Object.keys(primary).length > 1 && (
        <p className="start-primary">
          <Button icon="checklist" onClick={choosePrimary}>
            {t.undertaking.choosePrimary}
          </Button>
        </p>
      )}
      <ul className="start-competences">
        {competences.map(({ service }, index) => {
          const competence = masked[index];
          const left = effective.left.includes(service.id);
          return (
            <li key={service.id} className="start-competence">
              {undertakingId && (
                <Checkbox
                  id={`service-${service.id}`}
                  label={<strong>{service.name}</strong>}
                  checked={!left}
                  onChange={(event) => toggle(service.id, event.target.checked)}
                />
              )}
              {competence && !left && (
                <div className={undertakingId ? 'start-competence-candidates' : undefined}>
                  <Candidates
                    ars={ars}
                    finalSaid={undertakingId !== undefined}
                    competence={competence}
                    chosen={effective.choices[service.id]}
                    onChoose={(id) =>
                      setSelection({ ...selection, choices: { ...effective.choices, [service.id]: id } })
                    }
                    error={
                      tried && open.some((one) => one.service.id === service.id)
                        ? t.candidates.missing(service.name)
                        : undefined
                    }
                  />
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <OpenMailbox
        recipients={toWhom}
        problems={toWhom.length === 0 && problems.length === 0 ? [{ message: t.open.nobody }] : problems}
        plan={plan}
        search={{ ars, ...(undertakingId && { undertaking: undertakingId }), ...toSearch(competences, effective) }}
        onTry={() => setTried(true)}
      />
    </>
  );
}
