// The program once more, with settings and data of its own, for journeys that need others than those of scripts/e2e.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isReady } from './ready.mjs';

/** Starts it in demo mode at host:port with further settings, and waits until it is ready. */
export async function startProgram(host, port, settings) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'schalter-program-'));
  const log = await fs.open(path.join(folder, 'program.log'), 'w');
  const program = spawn('bin/schalter', ['serve'], {
    stdio: ['ignore', log.fd, log.fd],
    env: {
      PATH: process.env.PATH,
      SCHALTER_DEMO: 'true',
      SCHALTER_ADDR: `${host}:${port}`,
      SCHALTER_DATA_DIR: path.join(folder, 'data'),
      ...settings,
    },
  });
  await log.close();
  const own = `http://${host}:${port}`;
  assert.ok(await isReady(own), await fs.readFile(path.join(folder, 'program.log'), 'utf8'));
  return {
    own,
    stop: async () => {
      if (program.exitCode === null) {
        program.kill();
        await once(program, 'exit');
      }
      await fs.rm(folder, { recursive: true, force: true });
    },
  };
}
