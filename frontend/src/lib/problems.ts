import type { CombinedError } from 'urql';
import type { CommonMessages } from './i18n/common.de.ts';

/** A refused business rule as the contract tells it; `field` is the path into the input, outermost first. */
export interface UserErrorShape {
  code: string;
  field?: readonly string[] | null;
  message: string;
}

/** The fault's code (`extensions.code` of the contract), or NETWORK when the server did not answer. */
export function problemCode(error: CombinedError): string {
  if (error.networkError) return 'NETWORK';
  const code = error.graphQLErrors[0]?.extensions?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** Whether nobody knows what became of a request: no answer came, or one that says that something behind the server did not answer. */
export function unanswered(error: CombinedError | undefined): boolean {
  return error !== undefined && ['NETWORK', 'UNAVAILABLE'].includes(problemCode(error));
}

/** A fault in plain words, without technical detail. */
export function problemText(error: CombinedError, t: CommonMessages): string {
  switch (problemCode(error)) {
    case 'NETWORK':
    case 'UNAVAILABLE':
      return t.problem.network;
    case 'FORBIDDEN':
      return t.problem.forbidden;
    // The server says which limit it was, in the language of the page.
    case 'RATE_LIMITED':
    case 'TOO_COMPLEX':
      return error.graphQLErrors[0]?.message ?? t.problem.unknown;
    case 'INTERNAL': {
      const id = error.graphQLErrors[0]?.extensions?.requestId;
      return typeof id === 'string' ? t.problem.internal(id) : t.problem.unknown;
    }
    default:
      return t.problem.unknown;
  }
}
