// Waits until the program at an address is ready, at most a minute: node ready.mjs URL
const url = `${process.argv[2]}/readyz`;
const until = Date.now() + 60_000;

async function ready() {
  const response = await fetch(url).catch(() => null);
  return response?.ok ?? false;
}

while (!(await ready())) {
  if (Date.now() > until) {
    process.stderr.write(`e2e: ${url} does not become ready\n`);
    process.exit(1);
  }
  await new Promise((wait) => setTimeout(wait, 100));
}
