// A counter to test at: the real server in training on a free port, with a folder of its own that is gone afterwards, and
// a browser in front of it. Nothing waits for a length of time: only for what the page shows.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const kProgram = process.env['KAOMADO'] ?? '../build/dev/bin/kaomado';
const kChromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const kScreens = process.env['KAOMADO_SCREENS'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const kClerk = { login: 'madoguchi', password: 'training-madoguchi' };
export const kReader = 'virtual-1';
export const kDesk = { width: 1024, height: 768 };
export const kTablet = { width: 768, height: 1024 };

export class CounterUnderTest {
  private constructor(
    readonly address: string,
    private readonly server: ChildProcess,
    private readonly folder: string,
    private readonly browser: Browser,
  ) {}

  static async open(): Promise<CounterUnderTest> {
    const folder = mkdtempSync(join(tmpdir(), 'kaomado-page-'));
    const server = spawn(kProgram, ['serve', '--training', '--quiet', '--listen', '127.0.0.1:0', '--data', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = await addressOf(server);
    const browser = await chromium.launch({ executablePath: kChromium, args: ['--no-sandbox'] });
    return new CounterUnderTest(address, server, folder, browser);
  }

  /// Somebody in front of a screen of this size. Every request is looked at: none may go to another host.
  async sit(size = kDesk, options: { reducedMotion?: 'reduce'; forcedColors?: 'active'; bypassCSP?: boolean } = {}): Promise<Seat> {
    const context = await this.browser.newContext({ viewport: size, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const seat = new Seat(this.address, context, page);
    await seat.show('#/');
    return seat;
  }

  async close(): Promise<void> {
    await this.browser.close();
    const ended = new Promise((done) => this.server.once('exit', done));
    this.server.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true });
  }
}

export class Seat {
  readonly elsewhere: string[] = [];
  readonly complaints: string[] = [];

  constructor(
    readonly address: string,
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('request', (request) => {
      if (!request.url().startsWith(`${address}/`)) this.elsewhere.push(request.url());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('Failed to load resource')) this.complaints.push(message.text());
    });
  }

  async show(hash: string): Promise<void> {
    await this.page.goto(`${this.address}/${hash}`);
  }

  async signIn({ login, password } = kClerk): Promise<void> {
    await this.page.getByLabel('職員ID').fill(login);
    await this.page.getByLabel('パスワード').fill(password);
    await this.button('ログインする').click();
    await this.page.getByRole('button', { name: 'ログアウト' }).waitFor();
  }

  /// What a trainer does elsewhere: the same requests as the training page's.
  async train(path: string, body: object): Promise<void> {
    const headers = { 'Idempotency-Key': randomUUID() };
    const answer = await this.page.request.post(`${this.address}/v1/training/${path}`, { headers, data: body });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  }

  /// A fresh card of this kind on the reader.
  async place(profile: string): Promise<string> {
    const headers = { 'Idempotency-Key': randomUUID() };
    const made = await this.page.request.post(`${this.address}/v1/training/cards`, { headers, data: { profile } });
    const { id } = (await made.json()) as { id: string };
    await this.put(id);
    return id;
  }

  put(card: string | null): Promise<void> {
    return this.train(`readers/${kReader}/card`, { card });
  }

  trouble(troubles: object): Promise<void> {
    return this.train(`readers/${kReader}/troubles`, troubles);
  }

  heading(name: string | RegExp) {
    return this.page.getByRole('heading', { name });
  }
  button(name: string | RegExp) {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /// Keeps the picture for whoever wants to look, when a folder is named.
  async picture(name: string): Promise<void> {
    if (!kScreens) return;
    mkdirSync(kScreens, { recursive: true });
    await this.page.screenshot({ path: join(kScreens, `${name}.png`), fullPage: true });
  }

  /// What WCAG 2.2 AA complains of, as far as a program can tell.
  async barriers(): Promise<string[]> {
    await this.page.evaluate(axe);
    const found = await this.page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`));
    });
    return found;
  }

  leave(): Promise<void> {
    return this.context.close();
  }
}

/// The server prints where it listens as soon as it does.
function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = '';
    server.stdout!.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const address = /https?:\/\/127\.0\.0\.1:\d+/.exec(printed);
      if (address) found(address[0]);
    });
    server.once('exit', (code) => failed(new Error(`the server ended with ${code} before it listened`)));
    server.once('error', failed);
  });
}
