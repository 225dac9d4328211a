// Waits until the program at an address is ready: node ready.mjs URL
import { pathToFileURL } from 'node:url';

/** Reports whether the program at an address becomes ready within a minute. */
export async function isReady(address) {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const response = await fetch(`${address}/readyz`).catch(() => null);
    if (response?.ok) return true;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  return false;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href && !(await isReady(process.argv[2]))) {
  process.stderr.write(`e2e: ${process.argv[2]} does not become ready\n`);
  process.exit(1);
}
