import { graphql, HttpResponse, http, ws } from 'msw';
import { setupServer } from 'msw/node';

// Live data: the line is taken, and nothing happens on it unless a test says so.
const live = ws.link('*://*/graphql');

// A refusal takes nothing out of the cache that the page itself asked for, as an empty answer would.
const notAsked = { message: 'not asked', extensions: { code: 'NOT_FOUND' } };

/** The network of the tests; each test says with `server.use(…)` what the server answers. Unexpected requests fail. */
export const server = setupServer(
  http.get('/healthz', () => new HttpResponse('ok')),
  http.get('/readyz', () => new HttpResponse('ok')),
  // Any page may lead to the sign-in, which asks whether one can sign in by certificate.
  graphql.query('CertificateIssuers', () => HttpResponse.json({ data: { certificateIssuers: [] } })),
  // Parts of the pages of a mailbox and a case that most tests have nothing to do with.
  graphql.query('MailboxProgress', () => HttpResponse.json({ errors: [notAsked] })),
  graphql.query('DecisionOf', ({ variables }) =>
    HttpResponse.json({
      data: {
        node: { __typename: 'Message', id: variables.id, decisionEffect: null, provision: null, announcement: null },
      },
    }),
  ),
  graphql.query('MailboxWays', () => HttpResponse.json({ errors: [notAsked] })),
  graphql.query('CaseCompetence', () => HttpResponse.json({ errors: [notAsked] })),
  graphql.query('ConsentsOfCase', ({ variables }) =>
    HttpResponse.json({ data: { authorityCase: { __typename: 'AuthorityCase', id: variables.id, consents: [] } } }),
  ),
  graphql.query('CaseProgressOf', () => HttpResponse.json({ errors: [notAsked] })),
  live.addEventListener('connection', ({ client }) => {
    client.addEventListener('message', ({ data }) => {
      if (String(data).includes('"connection_init"')) client.send(JSON.stringify({ type: 'connection_ack' }));
    });
  }),
);
