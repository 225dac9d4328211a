import type { MarketAccountRequestInput, OrganisationKind, OwnAccountPartsFragment } from '../../gql/graphql.ts';
import { keepLocalDraft, readLocalDraft } from '../../lib/storage.ts';

/** A page of the request, as the address has it. */
export type RequestStep =
  | 'organisation'
  | 'person'
  | 'postfaecher'
  | 'digital'
  | 'zeichnung'
  | 'bedingungen'
  | 'pruefen';

/** What is asked of somebody who wants an account, one thing a page. */
export interface RequestAnswers {
  /** The pages that were left by "Weiter": what is typed in others does not count yet. */
  done: readonly RequestStep[];
  /** Where the organisation is found: the id of a suggestion, another of the directory, or a new one. */
  choice: string;
  organisationId: string;
  /** The name of the organisation, chosen or new. */
  organisationName: string;
  kind: OrganisationKind | '';
  givenName: string;
  familyName: string;
  email: string;
  phone: string;
  mailboxes: readonly string[];
  officer: '' | 'me' | 'other' | 'no';
  officerName: string;
  officerEmail: string;
  officerPhone: string;
  officerDepartment: string;
  sign: '' | 'yes' | 'no';
  evidence: string;
  signUntil: string;
  /** Version of the terms that was agreed to, empty until then. */
  termsVersion: string;
}

/** Means another organisation of the directory, or one that is not there, among the suggestions. */
export const otherChoice = 'other';
/** Means an organisation that the directory does not have. */
export const newChoice = 'new';

const draftName = 'marketAccount';

/** The pages of the request; who has an account on the platform has agreed to the terms. */
export function requestSteps(hasAccount: boolean): readonly RequestStep[] {
  const all = ['organisation', 'person', 'postfaecher', 'digital', 'zeichnung', 'bedingungen', 'pruefen'] as const;
  return hasAccount ? all.filter((step) => step !== 'bedingungen') : all;
}

/** What is known before anything is typed. */
export interface Known {
  claims: { personName?: string | null | undefined; email?: string | null | undefined; functionalMailbox: boolean };
  viewer: { givenName: string; familyName: string; email: string } | null;
  /** The request before, which was rejected: asking again begins with its answers. */
  before?: OwnAccountPartsFragment | undefined;
  /** The invitation that led here. */
  invited?: Invited | undefined;
}

/** An open invitation, as the request uses it. */
export interface Invited {
  token: string;
  by: string;
  organisation: { id: string; name: string };
}

const answersInvited = ({ organisation }: Invited): Partial<RequestAnswers> => ({
  choice: otherChoice,
  organisationId: organisation.id,
  organisationName: organisation.name,
});

// Each page counts as done: the check page shows them all, to be changed where something was wrong.
function answersBefore({ form, organisation }: OwnAccountPartsFragment): Partial<RequestAnswers> {
  if (!form) return {};
  const officer = form.digitalOfficer;
  return {
    done: requestSteps(true).filter((step) => step !== 'pruefen'),
    choice: organisation ? otherChoice : newChoice,
    organisationId: organisation?.id ?? '',
    organisationName: form.organisationName,
    kind: organisation ? '' : form.kind,
    phone: form.phone ?? '',
    mailboxes: form.functionalMailboxes,
    officer: officer ? 'other' : 'no',
    officerName: officer?.name ?? '',
    officerEmail: officer?.email ?? '',
    officerPhone: officer?.phone ?? '',
    officerDepartment: officer?.department ?? '',
    sign: form.maySign ? 'yes' : 'no',
    evidence: form.evidence ?? '',
    signUntil: form.signUntil ?? '',
  };
}

/** The answers as far as certificate, account and an earlier request have them, with what was typed in this tab before. */
export function readAnswers({ claims, viewer, before, invited }: Known): RequestAnswers {
  const named = splitName(claims.personName ?? '');
  return {
    done: [],
    choice: '',
    organisationId: '',
    organisationName: '',
    kind: '',
    phone: '',
    mailboxes: claims.functionalMailbox && claims.email ? [claims.email] : [],
    officer: '',
    officerName: '',
    officerEmail: '',
    officerPhone: '',
    officerDepartment: '',
    sign: '',
    evidence: '',
    signUntil: '',
    termsVersion: '',
    ...named,
    email: claims.email ?? '',
    ...(before && answersBefore(before)),
    ...(invited && answersInvited(invited)),
    ...readLocalDraft<RequestAnswers>(draftName),
    ...(viewer && { givenName: viewer.givenName, familyName: viewer.familyName, email: viewer.email }),
  };
}

/** Keeps what is typed in this tab until it is sent; it ends with the session. */
export const keepAnswers = (answers: RequestAnswers): void => keepLocalDraft(draftName, answers);

/** Under which name the tab keeps the answers. */
export const requestDraft = draftName;

const particles = ['von', 'vom', 'zu', 'zum', 'zur', 'van', 'de', 'del', 'di', 'der', 'den', 'dem', 'ten', 'ter'];
const titles = /^(dr|prof|dipl|mag|univ|priv|doz|med|jur|phil|rer|nat|ing|h|c|habil|b|m|a|sc|ll)\.?$/i;

/** Given and family name of a certificate, which has both in one; titles are no part of either. */
export function splitName(name: string): { givenName: string; familyName: string } {
  const words = name.split(/\s+/).filter(Boolean);
  while (
    words.length > 2 &&
    words[0]
      ?.split(/[-.]/)
      .filter(Boolean)
      .every((part) => titles.test(part))
  )
    words.shift();
  let family = words.length - 1;
  while (family > 1 && particles.includes((words[family - 1] as string).toLowerCase())) family -= 1;
  return { givenName: words.slice(0, family).join(' '), familyName: words.slice(Math.max(family, 0)).join(' ') };
}

/** The first page that was not done, and the check page when all were. */
export function nextStep(answers: RequestAnswers, steps: readonly RequestStep[]): RequestStep {
  return steps.find((step) => step !== 'pruefen' && !answers.done.includes(step)) ?? 'pruefen';
}

/** The page to show for an address: never one whose earlier pages were not done. */
export function allowedStep(
  asked: RequestStep | undefined,
  answers: RequestAnswers,
  steps: readonly RequestStep[],
): RequestStep {
  const next = nextStep(answers, steps);
  if (!asked || !steps.includes(asked)) return steps[0] as RequestStep;
  return steps.indexOf(asked) <= steps.indexOf(next) ? asked : next;
}

const orNull = (text: string) => text.trim() || null;

/** The answers as the contract wants them. */
export function requestInput(
  answers: RequestAnswers,
  idempotencyKey: string,
  invitationToken = '',
): MarketAccountRequestInput {
  const { choice, kind, sign, officer } = answers;
  const other = {
    name: answers.officerName,
    email: answers.officerEmail,
    phone: orNull(answers.officerPhone),
    department: orNull(answers.officerDepartment),
  };
  const me = { name: `${answers.givenName} ${answers.familyName}`, email: answers.email, phone: orNull(answers.phone) };
  return {
    givenName: answers.givenName,
    familyName: answers.familyName,
    email: answers.email,
    phone: orNull(answers.phone),
    organisationId: choice === newChoice ? null : answers.organisationId,
    organisationName: answers.organisationName,
    kind: kind || 'OTHER',
    functionalMailboxes: [...answers.mailboxes],
    digitalOfficer: officer === 'other' ? other : officer === 'me' ? me : null,
    maySign: sign === 'yes',
    evidence: sign === 'yes' ? orNull(answers.evidence) : null,
    signUntil: sign === 'yes' ? orNull(answers.signUntil) : null,
    termsVersion: orNull(answers.termsVersion),
    invitationToken: invitationToken || null,
    idempotencyKey,
  };
}
