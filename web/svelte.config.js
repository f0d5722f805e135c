// No inline styles reach the page: the server's content security policy is `default-src 'self'`.
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default { preprocess: vitePreprocess({ style: false }) };
