// What every page shares: the site, who is signed in, the words of the rulebook, what lies on the own reader.
import { Client } from '../api/client';
import type { Case, Fact, ReaderState, Session, Site, Vocabulary } from '../api/contract';
import { listen } from '../api/events';
import { asProblem, type Problem } from '../api/problem';

const kReaderKey = 'kaomado.reader'; // the name of a device, so that a counter keeps its reader

class Counter {
  readonly client = new Client();
  site = $state.raw<Site>();
  session = $state.raw<Session>();
  words = $state.raw<Vocabulary>();
  reader = $state.raw<ReaderState>();
  /// The server's messages arrive.
  live = $state(true);
  /// The session ended by itself.
  timedOut = $state(false);
  /// Grows with every message about a case: [case, sequence].
  heard = $state.raw<{ id: string; sequence: number }>();
  /// Grows whenever everything should be read anew.
  renewed = $state(0);
  problem = $state.raw<Problem>();
  private stop: () => void = () => {};

  constructor() {
    this.client.onSignedOut = () => this.leave(true);
  }

  /// Before anything is shown: the site, and the session if there is one.
  async arrive(): Promise<void> {
    try {
      this.site = await this.client.get<Site>('/v1/site');
      await this.enter(await this.client.get<Session>('/v1/session'));
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.fault !== 'sign-in-needed') this.problem = problem;
    }
  }

  async signIn(login: string, password: string, reader: string): Promise<void> {
    const body = reader ? { login, password, reader } : { login, password };
    const session = await this.client.act<Session>('/v1/session', body);
    if (reader) localStorage.setItem(kReaderKey, reader);
    await this.enter(session);
  }

  async signOut(): Promise<void> {
    await this.client.delete('/v1/session').catch(() => {});
    this.leave(false);
  }

  async changePassword(old_password: string, new_password: string): Promise<void> {
    await this.client.act('/v1/session/password', { old_password, new_password });
    await this.enter(await this.client.get<Session>('/v1/session'));
  }

  get usualReader(): string {
    return localStorage.getItem(kReaderKey) ?? '';
  }

  get atCounter(): boolean {
    return this.may('clerk', 'second_officer');
  }

  get mayTrain(): boolean {
    return !!this.site?.training && this.may('clerk', 'second_officer', 'supervisor');
  }

  get seesCases(): boolean {
    return this.may('clerk', 'second_officer', 'supervisor', 'auditor');
  }

  get seesDue(): boolean {
    return this.may('clerk', 'auditor');
  }

  may(...roles: string[]): boolean {
    return this.session?.roles.some((role) => roles.includes(role)) ?? false;
  }

  fact(id: string): Fact | undefined {
    return this.words?.facts.find((fact) => fact.id === id);
  }

  async readReader(): Promise<void> {
    const name = this.session?.reader;
    if (!name || !this.may('clerk', 'second_officer', 'supervisor')) return;
    this.reader = await this.client.get<ReaderState>(`/v1/readers/${name}`).catch(() => this.reader);
  }

  /// Whether the card on the reader is the card of this case; unknown while none can be read.
  holdsCardOf(of: Case): boolean | undefined {
    return this.reader?.card && of.card ? this.reader.card.fingerprint === of.card : undefined;
  }

  private async enter(session: Session): Promise<void> {
    this.session = session;
    this.timedOut = false;
    this.problem = undefined;
    if (session.must_change_password) return;
    this.words = await this.client.get<Vocabulary>('/v1/rulebook');
    await this.readReader();
    if (this.seesCases) this.follow();
  }

  private leave(byItself: boolean): void {
    this.stop();
    this.timedOut = byItself && this.session !== undefined;
    this.session = this.words = this.reader = undefined;
  }

  private follow(): void {
    this.stop();
    this.stop = listen({
      case: (id, sequence) => (this.heard = { id, sequence }),
      reader: (name) => void (name === this.session?.reader && this.readReader()),
      connected: () => {
        if (!this.live) void this.readReader().then(() => this.renewed++);
        this.live = true;
      },
      broken: () => (this.live = false),
    });
  }
}

export const counter = new Counter();
