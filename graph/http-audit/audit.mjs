// Audits of a running server: GraphQL over HTTP by graphql-http, websockets by graphql-ws, event streams by graphql-sse.
// Usage: node audit.mjs BASE_URL. Any error and any warning ends with status 1.
import { serverAudits } from 'graphql-http';
import { createClient as createEvents } from 'graphql-sse';
import { createClient as createSocket } from 'graphql-ws';
import WebSocket from 'ws';

const base = process.argv[2];
let faults = 0;

function report(ok, name, detail = '') {
  if (!ok) faults += 1;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${ok ? '' : ` ${detail}`}`);
}

for (const audit of serverAudits({ url: `${base}/graphql` })) {
  const result = await audit.fn();
  report(result.status === 'ok', `http ${audit.id} ${audit.name}`, `${result.status} ${result.reason ?? ''}`);
}

async function ask(path, query, token) {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  if (token) headers.authorization = `Bearer ${token}`;
  const res = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return res.json();
}

const signIn = await ask(
  '/graphql',
  'mutation { sessionStart(input: { email: "citizen@demo.example", password: "schalter-demo-2026" }) { accessToken } }',
);
const authorization = `Bearer ${signIn.data.sessionStart.accessToken}`;

/** Collects what an operation gives until it ends, or until enough came. */
function collect(client, payload, enough = Number.POSITIVE_INFINITY) {
  return new Promise((resolve) => {
    const got = { next: [], error: undefined, complete: false };
    const stop = client.subscribe(payload, {
      next: (value) => {
        got.next.push(value);
        if (got.next.length >= enough) {
          stop();
          resolve(got);
        }
      },
      error: (error) => resolve({ ...got, error }),
      complete: () => resolve({ ...got, complete: true }),
    });
    setTimeout(() => {
      stop();
      resolve(got);
    }, 3000);
  });
}

const who = { query: '{ viewer { email } }' };
const live = { query: 'subscription { mailboxChanged { cursor } }' };
const wrong = { query: '{ nothing }' };

const socket = createSocket({
  url: `${base.replace('http', 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: { authorization },
  keepAlive: 500,
  retryAttempts: 0,
});
let got = await collect(socket, who);
report(got.complete && got.next[0]?.data?.viewer?.email === 'citizen@demo.example', 'ws query', JSON.stringify(got));
got = await collect(socket, wrong);
report(got.error?.[0]?.extensions?.code === 'INVALID', 'ws unknown field', JSON.stringify(got));
got = await collect(socket, live);
report(!got.error && !got.complete, 'ws subscription stays, pings are answered', JSON.stringify(got));
got = await collect(socket, who);
report(got.complete, 'ws goes on after a subscription was stopped', JSON.stringify(got));
await socket.dispose();

const stranger = createSocket({
  url: `${base.replace('http', 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: { authorization: 'Bearer nonsense' },
  retryAttempts: 0,
});
got = await collect(stranger, who);
report(got.error?.code === 4403, 'ws wrong token', String(got.error?.code));

const events = createEvents({ url: `${base}/graphql`, headers: { authorization }, retryAttempts: 0 });
got = await collect(events, who);
report(got.complete && got.next[0]?.data?.viewer?.email === 'citizen@demo.example', 'sse query', JSON.stringify(got));
got = await collect(events, wrong);
report(got.complete && got.next[0]?.errors?.[0]?.extensions?.code === 'INVALID', 'sse unknown field', JSON.stringify(got));
got = await collect(events, live);
report(!got.error && !got.complete, 'sse subscription stays', JSON.stringify(got));
events.dispose();

console.log(faults === 0 ? 'all audits passed' : `${faults} audits failed`);
process.exit(faults === 0 ? 0 : 1);
