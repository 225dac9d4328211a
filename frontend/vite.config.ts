import path from 'node:path';
import zlib from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';
import { inlineDocuments } from './scripts/documents.mjs';
import { preloadOf } from './scripts/preloads.mjs';
import { ownSearchParams } from './scripts/searchParams.mjs';

const server = process.env.SCHALTER_DEV_SERVER ?? 'http://127.0.0.1:8080';
const proxied = { target: server, changeOrigin: true };

export default defineConfig({
  plugins: [
    inlineDocuments(),
    ownSearchParams(),
    react(),
    preloadOf('/app/routes/startRoutes.ts'),
    compression({
      include: /\.(js|css|html|svg|json|webmanifest|txt)$/,
      threshold: 512,
      algorithms: [
        defineAlgorithm('gzip', { level: 9 }),
        defineAlgorithm('brotliCompress', { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }),
      ],
    }),
  ],
  // React has had the hook itself since 18: the router's store needs no replacement for older ones.
  resolve: {
    alias: {
      'use-sync-external-store/shim/with-selector': path.resolve(import.meta.dirname, 'src/lib/storeSelection.ts'),
    },
  },
  css: { preprocessorOptions: { scss: { quietDeps: true, silenceDeprecations: ['if-function'] } } },
  build: {
    target: 'es2022',
    // Without it light-dark() and color-mix() are down-levelled and high contrast loses its colours.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    cssMinify: 'lightningcss',
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: {
      polyfill: false,
      // A table of what each page imports would grow the shell with every page. The chunk of a domain's routes has one of its
      // own, so that a page is fetched at once with what it imports; styles are waited for everywhere, with or without.
      resolveDependencies: (_, files, { hostId, hostType }) =>
        hostType === 'js' && /^assets\/main-/.test(hostId) ? [] : files,
    },
    rolldownOptions: {
      input: { main: 'index.html' },
      output: {
        codeSplitting: {
          // What a part imports stays where it is: the shell must not come to depend on the parts.
          includeDependenciesRecursively: false,
          groups: [
            // Changes rarely, so that a release of ours leaves it in the browser's cache; of ours it has what every chunk needs.
            {
              name: 'vendor',
              test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack\/(react-)?(router|router-core|history|store|react-store)|urql|@urql\/core|wonka|@0no-co)\/|vite\/preload-helper|src\/lib\/(loadChunk|client|connection|laterExchange|session|lazyPart|display|storage|i18n\/(locale|messages)|searchParams|storeSelection)\.ts$|src\/ui\/Icon\.tsx$/,
            },
            // What the shell shows after the first paint.
            {
              name: 'later',
              test: /src\/(app\/(ConnectionBanner|FooterLinks|NotFoundPage|SignedInNavigation|shell\.de|shellMessages))\.tsx?$/,
            },
            // Small parts of nearly every page: as chunks of their own, their names in the shell would weigh more than they do.
            {
              name: 'parts',
              test: /src\/(gql\/\w+\.ts|ui\/(Alert|Badge|Disclosure|EmptyState|ErrorSummary|Field|FieldError|Dialog|ExternalLink|FileRow|LoadMore|PostalAddressLines|SearchInput|Select|TextArea|TextInput|TextLink|ButtonLink)\.tsx|lib\/(dates|problems|saveFile|sizes|useDebounced|useSteadyQuery|viewer|viewerRights)\.ts)$/,
            },
            {
              name: 'forms',
              test: /src\/(ui\/(CodeInput|Form|SummaryList)\.tsx|lib\/(form|formErrors|useSubmit|letterCode)\.ts)$/,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/graphql': { ...proxied, ws: true },
      '/auth': proxied,
      '/documents': proxied,
      '/schema.graphql': proxied,
      '/healthz': proxied,
    },
  },
});
