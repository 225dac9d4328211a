import { useState } from 'react';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { LinkForm } from './LinkForm.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';

/** The link of one service. */
export const PortalLinkParts = graphql(`
  fragment PortalLinkParts on PortalLink { id url state problem reportedAt checkedAt service { id name } }
`);

/** The links of a rollout. */
export const PortalLinksParts = graphql(`
  fragment PortalLinks on Rollout { id state viewerParty links { id ...PortalLinkParts } }
`);

const looks = { UNCHECKED: 'info', OK: 'success', BROKEN: 'danger' } as const;

/** The links by which citizens reach the service: reported, checked, and why one does not work. */
export function PortalLinks({
  rollout,
  readOnly,
}: {
  rollout: FragmentType<typeof PortalLinksParts>;
  readOnly: boolean;
}) {
  const words = useRolloutsMessages().links;
  const { id, state, viewerParty, links } = readFragment(PortalLinksParts, rollout);
  // Where it is reached the municipality says, and who sets up for it; the vendor tells them.
  const writable = !readOnly && viewerParty !== null && viewerParty !== 'VENDOR' && state !== 'ENDED';
  return (
    <section className="stack" aria-labelledby="rollouts-links">
      <h2 className="kern-heading-medium" id="rollouts-links">
        {words.title}
      </h2>
      {links.length === 0 ? <p>{words.none}</p> : <p>{writable ? words.lead : words.leadRead}</p>}
      <ul className="rollouts-links">
        {links.map((link) => (
          <Link key={link.id} link={link} rolloutId={id} writable={writable} />
        ))}
      </ul>
      {links.length > 0 && <p className="muted small">{words.public}</p>}
    </section>
  );
}

interface LinkProps {
  link: FragmentType<typeof PortalLinkParts>;
  rolloutId: string;
  writable: boolean;
}

function Link({ link, rolloutId, writable }: LinkProps) {
  const words = useRolloutsMessages().links;
  const locale = useLocale();
  const [again, setAgain] = useState(false);
  const { url, state, problem, reportedAt, checkedAt, service } = readFragment(PortalLinkParts, link);
  return (
    <li className="stack">
      <div className="card-head">
        <h3 className="kern-heading-small">{service.name}</h3>
        {url ? <Badge kind={looks[state]}>{words.states[state]}</Badge> : <Badge kind="warning">{words.missing}</Badge>}
      </div>
      {url && (
        <p className="verbatim">
          <ExternalLink href={url}>{url}</ExternalLink>
        </p>
      )}
      {url && state === 'BROKEN' && problem && (
        <p>
          {problem} {writable && words.mend}
        </p>
      )}
      {url && (
        <p className="muted small">
          {[
            reportedAt && words.reported(formatTime(reportedAt, locale)),
            checkedAt ? words.checked(formatTime(checkedAt, locale)) : words.waiting,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {writable && (!url || again) && (
        <LinkForm rolloutId={rolloutId} service={service} first={!url} onReported={() => setAgain(false)} />
      )}
      {writable && url && !again && (
        <p className="no-print">
          <Button small icon="edit" aria-label={words.againNamed(service.name)} onClick={() => setAgain(true)}>
            {words.again}
          </Button>
        </p>
      )}
    </li>
  );
}
