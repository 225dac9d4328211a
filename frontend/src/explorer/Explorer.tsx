import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';

const fetcher = createGraphiQLFetcher({
  url: `${location.origin}/graphql`,
  subscriptionUrl: `${location.origin.replace(/^http/, 'ws')}/graphql`,
});

const example = `# Public queries need no sign-in. For more, send { "Authorization": "Bearer …" } under Headers.
# Who may handle a business registration in Bamberg, and why?
query Competence {
  search(query: "Gewerbe anmelden in Bamberg", first: 3) {
    place { ars name }
    hits { __typename ... on Service { id name leikaKey } ... on Undertaking { id name } }
  }
}

query Candidates($ars: ARS!, $service: ID!) {
  competences(ars: $ars, serviceIds: [$service]) {
    service { name }
    candidates {
      role
      authority { name reachability startUrl }
      rule { explanation legalBasis source sourceOn }
    }
  }
}
`;

// Variables may hold what people write: nothing of it stays in the browser.
const held = new Map<string, string>();
const memory: Storage = {
  get length() {
    return held.size;
  },
  key: (index) => [...held.keys()][index] ?? null,
  getItem: (name) => held.get(name) ?? null,
  setItem: (name, value) => void held.set(name, value),
  removeItem: (name) => void held.delete(name),
  clear: () => held.clear(),
};

/** GraphiQL over the contract, for developers of third parties; a document of its own because its editor needs a looser policy. */
export function Explorer() {
  return (
    <main className="explorer" lang="en">
      <h1 className="explorer-title">
        Schalter API explorer <a href="/schema.graphql">schema.graphql</a>
      </h1>
      <GraphiQL fetcher={fetcher} storage={memory} initialQuery={example} defaultEditorToolsVisibility="variables" />
    </main>
  );
}
