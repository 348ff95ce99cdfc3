import { REPLY_LEASE_BEAT_MS } from '#schema/domain/reply-lease.ts';
import { uuidv7 } from '#server/new-id.ts';
import type { Told } from './make-app.ts';
import type { Random } from './seeded-random.ts';

/** What stands on a screen of this conversation, as the sync engine brought it. */
export type Screen = {
  answerId: string | null;
  answerBy: string | null;
  holderId: string | null;
};

/** A reply on its way, with what its writer had seen. It stays on the device until the server has answered. */
export type Leaving = {
  id: string;
  words: string[];
  seenAnswerId: string | null;
  anywayActivityId: string | null;
};

export type World = {
  now: () => number;
  conversationId: string;
  look: () => Promise<Screen>;
  ask: (name: string, args: object) => Promise<Told | null>;
  /** Says beside the engine that this person still writes. False when the reply is not theirs any more. */
  keep: () => Promise<boolean>;
  colleague: () => HastyPerson;
  /** How much of what could be done in a moment is done: 1 is a storm. */
  haste: number;
  random: Random;
  /** A device that forgets what was typed when its tab dies, for the control. */
  isForgetful: boolean;
  /** Waits for whoever holds the reply, however long, for the control. */
  isPatient: boolean;
  /** Told when somebody is gone from the network without a word. */
  onGone: (memberId: string) => Promise<void>;
};

export type Tally = Record<
  'typed' | 'sent' | 'fenced' | 'held' | 'takenOver' | 'anyway' | 'undone' | 'wiped' | 'crashed' | 'offline',
  number
>;

/** However it ended: after this long no screen shows the hold, and nobody is refused for it. */
const GONE_WITHIN_MS = 15_000;
const SEEN_AFTER_MS = 1_500;
const UNDO_WITHIN_MS = 4_000;

/** Somebody who answers in a hurry, with a browser that does what ours does, and bad luck with it. */
export class HastyPerson {
  readonly memberId: string;
  readonly nick: string;
  /** On the device. */
  draft: string[] = [];
  leaving: Leaving[] = [];
  /** Thrown away by themselves. */
  wiped: string[] = [];
  /** What was pushed for each message id: the evidence. */
  readonly evidence = new Map<string, Leaving>();
  readonly words: string[] = [];
  readonly tally: Tally = {
    typed: 0,
    sent: 0,
    fenced: 0,
    held: 0,
    takenOver: 0,
    anyway: 0,
    undone: 0,
    wiped: 0,
    crashed: 0,
    offline: 0,
  };
  /** Ages of holds that stood in the way though their holder had been gone for longer than a hold lasts, ms. */
  readonly ghosts: number[] = [];
  longestGhostMs = 0;
  isHolding = false;
  heldAtTick = false;
  lastBeatAt = 0;
  private screen: Screen = { answerId: null, answerBy: null, holderId: null };
  private seenId: string | null = null;
  private appearedAt = 0;
  private hasLooked = false;
  private isFenced = false;
  private awayUntil = 0;
  private offlineUntil = 0;
  private last: { leaving: Leaving; at: number } | null = null;
  private readonly tabId = `tab-${uuidv7()}`;
  private readonly world: World;

  constructor(who: { memberId: string; nick: string }, world: World) {
    this.memberId = who.memberId;
    this.nick = who.nick;
    this.world = world;
  }

  /** One moment: looks, keeps the reply, and does at most one thing. */
  async act(): Promise<void> {
    const { now, random, haste } = this.world;
    if (now() < this.awayUntil) return;
    if (now() < this.offlineUntil) {
      if (random.chance(0.3 * haste)) this.type();
      else if (this.draft.length > 0 && random.chance(0.3 * haste)) this.leave(false);
      return;
    }
    if (!this.hasLooked || random.chance(0.7)) await this.refresh();
    if (this.leaving.length > 0) return this.release();
    if (this.isHolding && now() - this.lastBeatAt >= REPLY_LEASE_BEAT_MS) await this.stay();
    const luck = random.next() / haste;
    if (luck < 0.02) return this.crash();
    if (luck < 0.04) return this.cutOff();
    if (luck < 0.1 && this.last && now() - this.last.at < UNDO_WITHIN_MS) return this.undo();
    if (this.draft.length === 0) {
      if (luck < 0.5) await this.typeAndHold();
      return;
    }
    if (luck >= 0.1 && luck < 0.12) return this.wipe();
    if (luck < 0.17) return this.letGo();
    if (this.isColleagueHolding()) {
      if (luck < 0.3 && !this.world.isPatient) await this.takeOver();
      else if (luck < 0.4) this.type();
      return;
    }
    if (luck < 0.5) await this.typeAndHold();
    else if (luck < 0.75) await this.send();
  }

  /** At the end: back at the desk, everything that waits goes out or comes back. */
  async settle(): Promise<void> {
    this.awayUntil = this.offlineUntil = 0;
    await this.refresh();
    if (this.leaving.length > 0) await this.release();
    await this.letGo();
  }

  private async refresh(): Promise<void> {
    const now = this.world.now();
    const before = this.screen.answerId;
    this.screen = await this.world.look();
    if (this.screen.answerId !== before) this.appearedAt = now;
    const isWriting = this.draft.length > 0;
    const hasStood = now - this.appearedAt >= SEEN_AFTER_MS;
    if (!this.hasLooked || this.screen.answerBy === this.memberId || !isWriting || hasStood)
      this.seenId = this.screen.answerId;
    this.hasLooked = true;
  }

  private isColleagueHolding(): boolean {
    const { holderId } = this.screen;
    if (holderId === null || holderId === this.memberId) return false;
    this.blameHolder();
    return true;
  }

  private type(): void {
    const word = `${this.nick}${this.words.length}`;
    this.words.push(word);
    this.draft.push(word);
    this.tally.typed += 1;
  }

  private async typeAndHold(): Promise<void> {
    this.type();
    if (!this.isHolding && !this.isColleagueHolding()) await this.acquire();
  }

  private lease(): object {
    return { conversationId: this.world.conversationId, tabId: this.tabId, at: this.world.now() };
  }

  private async acquire(): Promise<void> {
    const at = this.world.now();
    const told = await this.world.ask('lease.acquire', this.lease());
    this.isHolding = told === null;
    if (told === null) this.beat(at);
    else this.hearHeld(told);
  }

  /** Whoever was taken over stops, until the next key. */
  private async stay(): Promise<void> {
    const at = this.world.now();
    if (await this.world.keep()) this.beat(at);
    else this.isHolding = false;
  }

  private beat(at: number): void {
    this.isHolding = this.heldAtTick = true;
    this.lastBeatAt = at;
  }

  private async takeOver(): Promise<void> {
    const at = this.world.now();
    const told = await this.world.ask('lease.takeOver', { ...this.lease(), activityId: uuidv7() });
    if (told !== null) throw new Error(`taking over was refused: ${told.code}`);
    this.tally.takenOver += 1;
    this.beat(at);
  }

  private async letGo(): Promise<void> {
    this.isHolding = false;
    await this.world.ask('lease.release', this.lease());
  }

  /** Who has to wait may ask: for whom? */
  private blameHolder(): void {
    const holder = this.world.colleague();
    if (holder.isHolding || holder.heldAtTick) return;
    const goneFor = this.world.now() - holder.lastBeatAt;
    this.longestGhostMs = Math.max(this.longestGhostMs, goneFor);
    if (goneFor > GONE_WITHIN_MS) this.ghosts.push(goneFor);
  }

  private hearHeld({ code }: Told): void {
    if (code !== 'reply_held') throw new Error(`holding the reply was refused: ${code}`);
    this.tally.held += 1;
    this.blameHolder();
  }

  private leave(isAnyway: boolean): Leaving {
    const leaving: Leaving = {
      id: uuidv7(),
      words: this.draft,
      seenAnswerId: this.seenId,
      anywayActivityId: isAnyway ? uuidv7() : null,
    };
    this.draft = [];
    this.isFenced = false;
    this.leaving.push(leaving);
    this.evidence.set(leaving.id, leaving);
    return leaving;
  }

  private async send(): Promise<void> {
    const { random } = this.world;
    if (this.isFenced) {
      // Told of an answer: looks at it, and sends all the same or puts it aside.
      this.seenId = this.screen.answerId;
      this.isFenced = false;
      if (random.chance(0.4)) return this.wipe();
    }
    const isAnyway = random.chance(0.05);
    await this.push(this.leave(isAnyway), random.chance(0.06));
  }

  /** `isCut`: the tab dies before it hears the answer. */
  private async push(leaving: Leaving, isCut = false): Promise<void> {
    const { conversationId, now } = this.world;
    const { id, words, seenAnswerId, anywayActivityId } = leaving;
    this.isHolding = false;
    const told = await this.world.ask('message.send', {
      id,
      conversationId,
      text: words.join(' '),
      seenAnswerId,
      anywayActivityId,
      at: now(),
    });
    if (isCut) return this.crash();
    this.leaving = this.leaving.filter((one) => one.id !== id);
    if (told === null) {
      this.tally.sent += 1;
      if (anywayActivityId) this.tally.anyway += 1;
      this.last = { leaving, at: now() };
      return;
    }
    if (told.code === 'reply_held') this.hearHeld(told);
    else if (told.code === 'reply_fenced') this.tally.fenced += 1;
    else throw new Error(`a reply was refused: ${told.code}`);
    this.isFenced = told.code === 'reply_fenced';
    this.draft = [...words, ...this.draft];
  }

  /** What was written while nothing could be sent, in order. */
  private async release(): Promise<void> {
    for (const leaving of this.leaving) await this.push(leaving);
  }

  private async undo(): Promise<void> {
    const { leaving } = this.last!;
    this.last = null;
    const told = await this.world.ask('message.cancel', { id: leaving.id, at: this.world.now() });
    if (told !== null) return;
    this.tally.undone += 1;
    this.draft = [...leaving.words, ...this.draft];
  }

  private wipe(): void {
    this.wiped.push(...this.draft);
    this.draft = [];
    this.tally.wiped += 1;
  }

  /** The tab is gone without a word; the device keeps what it keeps. */
  private async crash(): Promise<void> {
    const { now, random } = this.world;
    this.tally.crashed += 1;
    this.isHolding = this.hasLooked = this.isFenced = false;
    this.last = null;
    this.awayUntil = now() + 2_000 + random.below(25_000);
    if (this.world.isForgetful) this.draft = [];
    await this.world.onGone(this.memberId);
  }

  private async cutOff(): Promise<void> {
    const { now, random } = this.world;
    this.tally.offline += 1;
    this.isHolding = false;
    this.offlineUntil = now() + 2_000 + random.below(18_000);
    await this.world.onGone(this.memberId);
  }
}
