import type { ChannelKind } from '../../gql/graphql.ts';
import { readVisit } from '../../lib/storage.ts';

/** What is asked of an authority that wants to be connected, one thing a page. */
export interface ConnectAnswers {
  authorityId: string;
  kind: ChannelKind | '';
  name: string;
  email: string;
  phone: string;
  department: string;
}

/** A page of the request, as the address has it. */
export type ConnectStep = 'behoerde' | 'weg' | 'kontakt' | 'pruefen' | 'gesendet';

/** Name under which the answers are kept until the request is sent. */
export const draftName = 'connect';

/** The pages that count in "Schritt n von m". */
export const connectSteps: readonly ConnectStep[] = ['behoerde', 'weg', 'kontakt', 'pruefen'];

/** What was answered so far. */
export function readAnswers(): ConnectAnswers {
  return {
    authorityId: '',
    kind: '',
    name: '',
    email: '',
    phone: '',
    department: '',
    ...readVisit<ConnectAnswers>(draftName),
  };
}

/** The first page whose answer is missing, and the check page when none is. */
export function nextStep({ authorityId, kind, name, email }: ConnectAnswers): ConnectStep {
  if (!authorityId) return 'behoerde';
  if (!kind) return 'weg';
  if (!name || !email) return 'kontakt';
  return 'pruefen';
}

/** The page to show for an address: never one that needs answers which are missing. */
export function allowedStep(asked: ConnectStep | undefined, answers: ConnectAnswers): ConnectStep {
  if (!asked) return 'behoerde';
  const missing = nextStep(answers);
  const order: readonly ConnectStep[] = [...connectSteps, 'gesendet'];
  return order.indexOf(asked) <= order.indexOf(missing) || (asked === 'gesendet' && missing === 'pruefen')
    ? asked
    : missing;
}
