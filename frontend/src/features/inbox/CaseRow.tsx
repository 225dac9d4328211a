import type { CaseRowPartsFragment } from '../../gql/graphql.ts';
import { daysUntil, formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { keepWords } from '../../lib/searchBox.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useInboxMessages } from './inboxMessages.ts';
import type { InboxSearch } from './inboxSearch.ts';

interface CaseRowProps {
  row: CaseRowPartsFragment;
  authorityId: string;
  search: InboxSearch;
  current: boolean;
}

/** Whole days since an instant. */
export function daysSince(time: string, now = Date.now()): number {
  return Math.floor((now - Date.parse(time)) / 86_400_000);
}

/** A day by which something is due, and whether it is over. */
export function Due({ dueOn }: { dueOn: string }) {
  const t = useInboxMessages();
  const locale = useLocale();
  const days = daysUntil(dueOn);
  const text = days < 0 ? t.overdue(formatDate(dueOn, locale)) : t.dueOn(formatDate(dueOn, locale));
  return (
    <span className={days <= 2 ? 'inbox-fact inbox-fact--pressing' : 'inbox-fact'}>
      <Icon name={days < 0 ? 'warning' : 'calendar-today'} size="small" />
      {text}
    </span>
  );
}

/** With whom a case is. */
export function useAssignee(): (assignee: CaseRowPartsFragment['assignee']) => string {
  const t = useInboxMessages();
  return (assignee) => {
    if (!assignee) return t.unassigned;
    if (assignee.me) return t.assignedMe;
    const { absentUntil, deputy, name } = assignee;
    if (deputy?.me) return t.deputyMe(name);
    return absentUntil ? t.away(name, deputy?.name) : t.assignedTo(name);
  };
}

/** One case of the list: who, about what, since when it waits, until when, and with whom it is. */
export function CaseRow({ row, authorityId, search, current }: CaseRowProps) {
  const t = useInboxMessages();
  const assigneeText = useAssignee();
  const {
    id,
    person,
    title,
    services,
    unreadCount,
    waitingSince,
    fileReference,
    state,
    assignee,
    dueOn,
    ownerDeletedAt,
  } = row;
  return (
    <div className={`inbox-row${unreadCount > 0 ? ' inbox-row--unread' : ''}${current ? ' inbox-row--current' : ''}`}>
      <p className="inbox-row-head">
        <TextLink
          to="/eingang/$authorityId/$caseId"
          params={{ authorityId, caseId: id }}
          search={search}
          state={keepWords}
          resetScroll={false}
          aria-current={current ? 'true' : undefined}
          className="inbox-row-link verbatim"
        >
          {person.name}
        </TextLink>
        {unreadCount > 0 && (
          <Badge kind="info" icon="mail">
            {t.unread(unreadCount)}
          </Badge>
        )}
      </p>
      <p className="inbox-row-title verbatim">{title}</p>
      {services.length > 0 && <p className="inbox-row-services">{services.map(({ name }) => name).join(' · ')}</p>}
      <p className="inbox-row-facts">
        <span className="inbox-fact inbox-fact--state">{t.states[state]}</span>
        {waitingSince && <span className="inbox-fact">{t.waiting(daysSince(waitingSince))}</span>}
        {dueOn && <Due dueOn={dueOn} />}
        <span className="inbox-fact">{assigneeText(assignee)}</span>
        {fileReference && <span className="inbox-fact verbatim">{fileReference}</span>}
        {ownerDeletedAt && <span className="inbox-fact">{t.deleted}</span>}
      </p>
    </div>
  );
}
