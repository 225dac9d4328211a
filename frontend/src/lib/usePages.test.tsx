import { act, renderHook, waitFor } from '@testing-library/react';
import { HttpResponse, graphql as mock } from 'msw';
import type { ReactNode } from 'react';
import { gql, Provider, type TypedDocumentNode } from 'urql';
import { beforeEach, expect, test } from 'vitest';
import { server } from '../../test/server.ts';
import { createClient } from './client.ts';
import { type PageShape, usePages } from './usePages.ts';

interface Answer {
  caseMailbox: { messages: PageShape<{ id: string }> } | null;
}

const Numbers: TypedDocumentNode<Answer, { id: string }> = gql`
  query Numbers($id: ID!, $before: String) {
    caseMailbox(id: $id) {
      id
      messages(last: 3, before: $before) {
        edges { cursor node { id } }
        pageInfo { startCursor hasPreviousPage }
      }
    }
  }
`;

let all: number[] = [];

beforeEach(() => {
  all = [1, 2, 3, 4, 5, 6, 7];
  server.use(
    mock.query('Numbers', ({ variables }) => {
      const end = variables.before ? all.indexOf(Number(variables.before)) : all.length;
      const page = all.slice(Math.max(end - 3, 0), end);
      const edges = page.map((number) => ({
        __typename: 'MessageEdge',
        cursor: String(number),
        node: { __typename: 'Message', id: String(number) },
      }));
      const pageInfo = { __typename: 'PageInfo', startCursor: String(page[0]), hasPreviousPage: end > 3 };
      const messages = { __typename: 'MessageConnection', edges, pageInfo };
      return HttpResponse.json({ data: { caseMailbox: { __typename: 'CaseMailbox', id: 'mbx_1', messages } } });
    }),
  );
});

function show() {
  const { client } = createClient();
  const wrapper = ({ children }: { children: ReactNode }) => <Provider value={client}>{children}</Provider>;
  const input = {
    query: Numbers,
    variables: { id: 'mbx_1' },
    read: (data: Answer) => data.caseMailbox?.messages,
    backward: true,
  };
  return renderHook(() => usePages(input), { wrapper }).result;
}

const ids = (result: ReturnType<typeof show>) => result.current.nodes.map(({ id }) => id).join(' ');

test('a list read backward grows at its beginning, page by page, until there is no more', async () => {
  const result = show();
  await waitFor(() => expect(ids(result)).toBe('5 6 7'));
  act(() => result.current.more());
  await waitFor(() => expect(ids(result)).toBe('2 3 4 5 6 7'));
  act(() => result.current.more());
  await waitFor(() => expect(ids(result)).toBe('1 2 3 4 5 6 7'));
  expect(result.current.hasMore).toBe(false);
});

test('when the list grows meanwhile, loading again opens no gap and shows nothing twice', async () => {
  const result = show();
  await waitFor(() => expect(ids(result)).toBe('5 6 7'));
  act(() => result.current.more());
  await waitFor(() => expect(ids(result)).toBe('2 3 4 5 6 7'));
  all = [...all, 8, 9];
  act(() => result.current.reload());
  await waitFor(() => expect(ids(result)).toBe('4 5 6 7 8 9'));
});
