import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import type { Published } from '../../verifier/verdict.ts';

const PublishedKeys = graphql(`
  query PublishedKeys {
    platformKeys { sealCertificate { fingerprint } sealKeys { id publicKey } log { verifierKey } }
  }
`);

/** Asks what this platform publishes of its keys; null where that cannot be had. Nothing of a package goes along. */
export function usePublished(): () => Promise<Published | null> {
  const client = useClient();
  return async () => {
    const { data } = await client.query(PublishedKeys, {}, { requestPolicy: 'network-only' }).toPromise();
    const keys = data?.platformKeys;
    if (!keys) return null;
    return {
      sealFingerprint: keys.sealCertificate.fingerprint,
      keys: keys.sealKeys.map(({ publicKey }) => publicKey),
      logKey: keys.log.verifierKey,
    };
  };
}
