import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ out: 'build' }),
    // The app is one room of the house; Kit looks for it here instead of in `src`.
    files: { src: 'web', assets: 'web/static' },
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        // Style elements need the nonce; only style attributes, which can run nothing, are free: Svelte writes them.
        'style-src': ['self'],
        'style-src-attr': ['unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'connect-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
      },
    },
    // The hooks check Host and Origin of every unsafe request themselves, whatever its content type: stricter than
    // Kit's own check, which would refuse a form under the name localhost when ORIGIN says 127.0.0.1.
    csrf: { trustedOrigins: ['*'] },
  },
};
