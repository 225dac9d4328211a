// A second provider of OpenID Connect, beside the demonstration's own: npm's oidc-provider, certified by the OpenID Foundation and written by
// others. It proves its clients by private_key_jwt, and tells what it knows of a person at its UserInfo endpoint only.
import { generateKeyPairSync } from 'node:crypto';
import http from 'node:http';
import Provider from 'oidc-provider';

/** What the certificates of this provider say, by the login that is typed in. */
export const people = {
  vorsitz: {
    email: 'vorsitz@zweckverband-muster.example',
    email_verified: true,
    name: 'Żaneta Öztürk',
    org: 'Zweckverband Wasser Musterland',
    steuernummer: '9198081508152',
    cert: 'c3'.repeat(32),
    until: '2027-11-29T00:00:00Z',
  },
};

/**
 * Starts it at an address of this machine. Answers the entry of SCHALTER_ORGANISATION_LOGINS_FILE that names it, and what stops it.
 */
export async function startProvider(issuer, redirectUri) {
  const client = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const asJwk = (key, kid) => ({ ...key.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'schalter',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        id_token_signed_response_alg: 'ES256',
        require_auth_time: true,
        jwks: { keys: [asJwk(client.publicKey, 'client')] },
      },
    ],
    jwks: { keys: [asJwk(signing.privateKey, 'signing')] },
    cookies: { keys: ['of a test'] },
    pkce: { required: () => true },
    claims: { certificate: Object.keys(people.vorsitz) },
    scopes: ['openid', 'certificate'],
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    // Who signs in agrees with it: there is no second page to confirm.
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope('openid certificate');
      await grant.save();
      return grant;
    },
  });
  const server = http.createServer(provider.callback());
  const { hostname, port } = new URL(issuer);
  await new Promise((listening) => server.listen(Number(port), hostname, listening));
  return {
    login: {
      key: 'second',
      name: 'Zweites Unternehmenskonto',
      issuer,
      clientId: 'schalter',
      privateKey: client.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      keyId: 'client',
      scopes: ['certificate'],
      userInfo: true,
      claims: { organisationName: 'org', taxNumber: 'steuernummer', fingerprint: 'cert', validTo: 'until' },
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(stopped);
        server.closeAllConnections();
      }),
  };
}
