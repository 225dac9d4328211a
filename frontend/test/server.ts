import { setupServer } from 'msw/node';

/** The network of the tests; each test says with `server.use(…)` what the server answers. Unexpected requests fail. */
export const server = setupServer();
