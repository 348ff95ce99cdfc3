import type { ChatMessage, ChatStatus, SandboxCustomer } from './sandbox-state.ts';
import type { SandboxWorld } from './sandbox-world.ts';
import { messagesEvent, statusPart } from './webhook-body.ts';

const RANK: Record<ChatStatus, number> = {
  accepted: 0,
  failed: 0,
  sent: 1,
  delivered: 2,
  read: 3,
  played: 4,
};

/** Starts the life of an accepted message: sent soon, delivered when the phone is on, read when the chat is open. */
export function startStatuses(world: SandboxWorld, message: ChatMessage): void {
  if (message.plan.isSilent === true) return;
  const { failCode, heldMs = 0 } = message.plan;
  if (failCode !== undefined) {
    const failMs = heldMs + world.between(world.pace.deliveredMs);
    world.later(failMs, () => fail(world, { message, code: failCode }));
    return;
  }
  world.later(heldMs + world.between(world.pace.sentMs), () => {
    const { customerId, plan } = message;
    if (plan.heldAs !== undefined) world.events.publish({ type: 'message', customerId, message });
    moveTo(world, { message, status: 'sent' });
    // A reaction never gets further than one tick.
    if (message.type !== 'reaction')
      world.later(world.between(world.pace.deliveredMs), () => reachPhone(world, message));
  });
}

/** The customer's phone came on, or the chat was opened: what waits moves on, oldest first. */
export function catchUp(world: SandboxWorld, customer: SandboxCustomer): void {
  if (customer.presence === 'offline') return;
  for (const message of world.state.chats.get(customer.id) ?? []) {
    if (message.direction !== 'toCustomer' || message.plan.isSilent === true || message.type === 'reaction')
      continue;
    if (message.status === 'sent')
      world.later(world.between(world.pace.sentMs), () => reachPhone(world, message));
    else if (message.status === 'delivered') readSoon(world, message);
  }
}

/** Takes up the lives an earlier run left unfinished. */
export function resumeStatuses(world: SandboxWorld): void {
  for (const message of world.state.messages.values()) {
    if (message.direction === 'toCustomer' && message.status === 'accepted') startStatuses(world, message);
  }
  for (const customer of world.state.customers.values()) catchUp(world, customer);
}

/** The customer played a voice note. */
export function markPlayed(world: SandboxWorld, message: ChatMessage): void {
  if (message.direction !== 'toCustomer' || message.type !== 'voice') return;
  moveTo(world, { message, status: 'read' });
  moveTo(world, { message, status: 'played' });
}

function reachPhone(world: SandboxWorld, message: ChatMessage): void {
  const presence = world.state.customers.get(message.customerId)?.presence ?? 'online';
  if (presence === 'offline' || message.status !== 'sent') return;
  moveTo(world, { message, status: 'delivered', isQuiet: message.plan.skipsDelivered === true });
  if (message.plan.alsoFails === true) report(world, { message, status: 'failed', errorCode: 131000 });
  readSoon(world, message);
}

function readSoon(world: SandboxWorld, message: ChatMessage): void {
  if (world.state.customers.get(message.customerId)?.presence !== 'reads') return;
  world.later(world.between(world.pace.readMs), () => {
    const isStillOpen = world.state.customers.get(message.customerId)?.presence === 'reads';
    if (isStillOpen) moveTo(world, { message, status: 'read' });
  });
}

function fail(world: SandboxWorld, { message, code }: { message: ChatMessage; code: number }): void {
  if (message.status !== 'accepted') return;
  message.status = 'failed';
  message.errorCode = code;
  report(world, { message, status: 'failed', errorCode: code });
}

interface Move {
  message: ChatMessage;
  status: ChatStatus;
  isQuiet?: boolean;
}

function moveTo(world: SandboxWorld, { message, status, isQuiet = false }: Move): void {
  if (message.status === 'failed' || RANK[status] <= RANK[message.status]) return;
  message.status = status;
  if (isQuiet) announce(world, message);
  else report(world, { message, status, errorCode: null });
}

function report(
  world: SandboxWorld,
  { message, status, errorCode }: { message: ChatMessage; status: ChatStatus; errorCode: number | null },
): void {
  announce(world, message);
  const channel = world.channelOf(message.phoneNumberId);
  const customer = world.state.customers.get(message.customerId);
  if (channel === undefined || customer === undefined) return;
  const event = messagesEvent(channel, statusPart(customer, { message, status, at: world.now(), errorCode }));
  // Shuffled: the later the step, the less it waits, so that read overtakes delivered overtakes sent.
  const shuffleMs = message.plan.isShuffled === true ? Math.max(0, 3 - RANK[status]) * 600 : 0;
  const delayMs = (message.plan.lateMs ?? 0) + shuffleMs;
  world.webhooks.send(event, { delayMs, isDoubled: message.plan.isDoubled === true });
}

function announce(world: SandboxWorld, message: ChatMessage): void {
  const { id, customerId, status, errorCode } = message;
  world.events.publish({ type: 'status', customerId, messageId: id, status, errorCode });
  world.changed();
}
