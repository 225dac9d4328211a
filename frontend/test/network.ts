import { graphql, HttpResponse } from 'msw';
import { connection } from './postbox.ts';
import { signIn } from './renderApp.tsx';
import { server } from './server.ts';

/** A group, whole. */
export function group(slug: string, name: string, given: object = {}) {
  return {
    __typename: 'Group',
    id: `grp_${slug}`,
    version: 3,
    slug,
    name,
    description: `Worum es bei **${name}** geht.`,
    wholeMarket: false,
    archived: false,
    memberCount: 12,
    joined: false,
    unread: 0,
    moderator: false,
    profile: null as object | null,
    offerings: [] as object[],
    texts: null as object[] | null,
    moderators: null as object[] | null,
    catalogueFiles: [] as object[],
    ...given,
  };
}

/** One as others see them in a group. */
export function profile(id: string, name: string, given: object = {}) {
  return {
    __typename: 'Profile',
    id: `prf_${id}`,
    name,
    organisationName: 'Stadt Bamberg',
    operator: false,
    moderator: false,
    ...given,
  };
}

/** A file of a post. */
export function groupFile(id: string, filename: string, given: object = {}) {
  return {
    __typename: 'GroupDocument',
    id: `gdo_${id}`,
    filename,
    mediaType: 'application/pdf',
    size: 2000,
    scanned: true,
    refusal: null,
    authorName: 'Berta Beispiel',
    at: '2026-11-20T08:00:00.000000Z',
    ...given,
  };
}

/** A post or a reply, whole. */
export function post(id: string, authorName: string, body: string, given: object = {}) {
  return {
    __typename: 'GroupPost',
    id: `gpo_${id}`,
    version: 1,
    author: profile(id, authorName),
    authorName,
    authorOrganisationName: 'Stadt Bamberg',
    official: false,
    body,
    hidden: false,
    hiddenReason: null,
    removed: false,
    mine: false,
    at: '2026-11-20T08:00:00.000000Z',
    lastReplyAt: null as string | null,
    replyCount: 0,
    files: [] as object[],
    offering: null as object | null,
    ...given,
  };
}

/** A whole list that is paged forward. */
export const whole = (nodes: { id: string }[]) => connection(nodes, { endCursor: null, hasNextPage: false });

/** The server answers for one group, and for who reads it. */
export function serveGroup(viewer: object, shown: ReturnType<typeof group>, posts: { id: string }[] = []): void {
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('GroupHead', () => HttpResponse.json({ data: { group: shown } })),
    graphql.query('GroupPosts', () => HttpResponse.json({ data: { group: { ...shown, posts: whole(posts) } } })),
    graphql.query('GroupMembers', () => HttpResponse.json({ data: { group: { ...shown, members: whole([]) } } })),
    graphql.query('GroupDocuments', () => HttpResponse.json({ data: { group: { ...shown, documents: whole([]) } } })),
  );
}

/** What a mutation of the network was asked for; `answer` gets the number of the call. */
export function answersTo(name: string, answer: (input: Record<string, unknown>, call: number) => object) {
  const asked: Record<string, unknown>[] = [];
  server.use(
    graphql.mutation(name, ({ variables }) => {
      asked.push(variables.input);
      return HttpResponse.json({ data: answer(variables.input, asked.length) });
    }),
  );
  return asked;
}
