import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { characters, passwordLength } from './passwordRules.ts';

const PasswordCheck = graphql(`
  mutation PasswordCheck($input: PasswordCheckInput!) {
    passwordCheck(input: $input) { accepted userErrors { code field message } }
  }
`);

/** What the server says of a password: taken, or why not. */
export interface Verdict {
  accepted: boolean;
  message: string;
}

/**
 * Asks the server about a password that is long enough, once the typing rests: what is said while one is chosen and what is taken
 * have one judge. Undefined until it answers, and where it does not. `token` is that of the link by which the password is set.
 */
export function usePasswordVerdict(typed: string, token: string | null): Verdict | undefined {
  const client = useClient();
  const password = useDebounced(typed, 400);
  const [found, setFound] = useState<{ of: string; verdict: Verdict }>();
  useEffect(() => {
    if (characters(password) < passwordLength) return;
    let late = false;
    void client.mutation(PasswordCheck, { input: { password, token } }).then(({ data }) => {
      if (late || !data) return;
      const { accepted, userErrors } = data.passwordCheck;
      const refused = userErrors.find(({ field }) => field?.includes('password'));
      if (accepted || refused)
        setFound({ of: password, verdict: { accepted: !refused, message: refused?.message ?? '' } });
    });
    return () => {
      late = true;
    };
  }, [client, password, token]);
  return found?.of === typed ? found.verdict : undefined;
}
