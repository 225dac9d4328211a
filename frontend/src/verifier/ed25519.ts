import type { Bytes } from './bytes.ts';

/** Whether a signature fits; `unsupported` where this browser cannot tell. */
export type Fit = 'fits' | 'wrong' | 'unsupported';

/** Checks one Ed25519 signature (RFC 8032). */
export type CheckSignature = (key: Bytes, signature: Bytes, signed: Bytes) => Promise<Fit>;

/** Checks Ed25519 signatures with the browser's own means; older browsers have none. */
export function ed25519(): CheckSignature {
  const keys = new Map<Bytes, Promise<CryptoKey | 'wrong' | 'unsupported'>>();
  const load = (key: Bytes) => {
    const loading =
      keys.get(key) ??
      crypto.subtle
        .importKey('raw', key, 'Ed25519', false, ['verify'])
        .catch((problem: unknown) => ((problem as Error).name === 'NotSupportedError' ? 'unsupported' : 'wrong'));
    keys.set(key, loading);
    return loading;
  };
  return async (key, signature, signed) => {
    const loaded = await load(key);
    if (typeof loaded === 'string') return loaded;
    const fits = await crypto.subtle.verify('Ed25519', loaded, signature, signed).catch(() => false);
    return fits ? 'fits' : 'wrong';
  };
}
