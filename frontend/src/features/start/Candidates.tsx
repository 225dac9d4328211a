import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { SubmissionNotice } from '../../postbox/form/SubmissionNotice.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { CandidateDetails, CandidateParts } from './CandidateDetails.tsx';
import { ReachBadge } from './ReachBadge.tsx';
import { ReportButton } from './ReportButton.tsx';
import { useStartMessages } from './startMessages.ts';

/** Who may handle one service at one place. */
export const CompetenceParts = graphql(`
  fragment CompetenceParts on Competence {
    service { id name submission { kind } }
    candidates { role authority { id name reachability } submission { kind ...SubmissionParts } ...CandidateParts }
  }
`);

interface CandidatesProps {
  ars: string;
  competence: FragmentType<typeof CompetenceParts>;
  chosen: string | undefined;
  onChoose: (authorityId: string) => void;
  error?: string | undefined;
  /** Said once above a list of services, so not again at each. */
  finalSaid: boolean;
}

/** The competent body of a service; where several may be addressed, a choice. */
export function Candidates({ ars, competence, chosen, onChoose, error, finalSaid }: CandidatesProps) {
  const t = useStartMessages();
  const { service, candidates } = readFragment(CompetenceParts, competence);
  const [first] = candidates;
  // Of the authority that it would go to; on a service's own page only what differs from what is said there.
  const { submission } = candidates.find(({ authority }) => authority.id === chosen) ?? first ?? {};
  const form = submission && (finalSaid || submission.kind !== service.submission.kind) && (
    <SubmissionNotice submission={submission} />
  );
  const report = (
    <ReportButton ars={ars} service={service} authorities={candidates.map(({ authority }) => authority)} />
  );
  if (!first) {
    return (
      <div className="start-none">
        <p>{t.candidates.none}</p>
        <p className="muted small">{t.candidates.noneAdvice}</p>
        {report}
      </div>
    );
  }
  if (candidates.length === 1) {
    return (
      <div className="start-candidate">
        <p className="row">
          <strong>{first.authority.name}</strong>
          <ReachBadge reachability={first.authority.reachability} />
        </p>
        {form}
        <CandidateDetails candidate={first} />
        {report}
      </div>
    );
  }
  return (
    <>
      <RadioGroup
        id={`choice-${service.id}`}
        label={t.candidates.choose}
        hint={finalSaid ? undefined : t.candidates.chooseHint}
        error={error}
        value={chosen}
        onChange={onChoose}
        options={candidates.map((candidate) => ({
          value: candidate.authority.id,
          label: (
            <span className="row">
              {candidate.authority.name}
              <ReachBadge reachability={candidate.authority.reachability} />
            </span>
          ),
          hint: t.candidates.roles[readFragment(CandidateParts, candidate).role],
          details: <CandidateDetails candidate={candidate} />,
        }))}
      />
      {form}
      {report}
    </>
  );
}
