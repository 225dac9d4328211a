import { accessToken, refreshSession, thisVisit } from '../lib/session.ts';

/** Why bytes did not arrive. `status` is that of HTTP, 0 when the server was out of reach. */
export class UploadProblem extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`upload answered ${status}`);
    this.name = 'UploadProblem';
    this.status = status;
  }
}

interface UploadInput {
  url: string;
  file: Blob;
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress: (part: number) => void;
}

// fetch tells nothing of how far an upload is; XMLHttpRequest does.
function put({ url, file, signal, onProgress }: UploadInput, token: string | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    // The path alone: the address may name another host than the one the page came from.
    const { pathname, search } = new URL(url, location.origin);
    request.open('PUT', pathname + search);
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => resolve(request.status));
    request.addEventListener('error', () => reject(new UploadProblem(0)));
    request.addEventListener('abort', () => reject(signal.reason));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/** Sends a document's bytes to its upload address. Rejects with an `UploadProblem`, or with the signal's reason when cancelled. */
export async function upload(input: UploadInput): Promise<void> {
  input.signal.throwIfAborted();
  const guard = thisVisit();
  const token = await accessToken();
  guard();
  let status = await put(input, token);
  if (status === 401 && token) {
    const renewed = await refreshSession(token);
    if (renewed) {
      guard();
      status = await put(input, renewed.accessToken);
    }
  }
  if (status < 200 || status > 299) throw new UploadProblem(status);
}
