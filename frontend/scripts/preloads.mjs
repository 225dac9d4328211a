/** Vite plugin: has the document preload a chunk that nearly every first visit needs next, instead of when the shell asks for it.
 * @param {string} module end of the path of the chunk's module
 * @returns {import('vite').Plugin} */
export function preloadOf(module) {
  return {
    name: 'schalter-preload',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunk = Object.values(bundle ?? {}).find(
          (one) => one.type === 'chunk' && one.facadeModuleId?.endsWith(module),
        );
        if (!chunk) return [];
        return [
          {
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${chunk.fileName}` },
            injectTo: 'head',
          },
        ];
      },
    },
  };
}
