// Builds web/dist, which the server compiles in and serves. Names carry a hash of what is inside; whatever packs well lies
// beside itself as .gz, so that the server never packs anything.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vitest/config';

const kPacksWell = /\.(html|js|css|svg|json)$/;

function packed(): Plugin {
  let folder = '';
  return {
    name: 'packed',
    apply: 'build',
    configResolved: (config) => void (folder = join(config.root, config.build.outDir)),
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!kPacksWell.test(name)) continue;
        const path = join(folder, name);
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    },
  };
}

const server = process.env['KAOMADO_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte(), packed()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // no data: addresses, the content security policy knows none
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': server } },
  test: { include: ['tests/unit/**/*.test.ts'], environment: 'node' },
});
