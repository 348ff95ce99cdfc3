import { startStatuses } from './advance-status.ts';
import type { CheckedSend } from './check-send.ts';
import { findOrInventCustomer, isWindowOpen } from './find-customer.ts';
import { refuse, type GraphRefusal } from './graph-refusal.ts';
import { makeMessageId } from './make-ids.ts';
import { addMessage, blankMessage, type MessagePlan, type SandboxCustomer } from './sandbox-state.ts';
import type { SandboxWorld } from './sandbox-world.ts';
import type { SandboxChannel } from './webhook-body.ts';

export type Acceptance = { refusal: GraphRefusal; httpStatus?: 429 } | { answer: Record<string, unknown> };

/** Takes a checked send into the customer's phone and answers as Meta does: accepted, not delivered. */
export function acceptSend(
  world: SandboxWorld,
  { send, channel }: { send: CheckedSend; channel: SandboxChannel },
): Acceptance {
  const customer = findOrInventCustomer(world, send.address);
  const limit = world.faults.strikes('pairLimit')
    ? 'pairLimit'
    : world.gate.take(channel.phoneNumberId, customer.id);
  if (limit === 'numberLimit') return { refusal: refuse(130429) };
  if (limit === 'pairLimit') return { refusal: refuse(131056) };
  const phone = customer.phone ?? '254700000000';
  const id = makeMessageId({ phone, isOutbound: true, unique: world.randomId() });
  const { phoneNumberId } = channel;
  const message = blankMessage({
    id,
    customerId: customer.id,
    phoneNumberId,
    direction: 'toCustomer',
    at: world.now(),
    type: send.type,
  });
  Object.assign(message, send.shown, {
    replyToId: send.replyToId,
    opaque: send.opaque,
    pricing: priceOf(send.templateCategory),
    plan: planOf(world, { customer, send, phoneNumberId }),
  });
  addMessage(world.state, message);
  const { targetId, emoji } = send.reaction ?? { targetId: '', emoji: null };
  const target = world.state.messages.get(targetId);
  if (target !== undefined && message.plan.failCode === undefined) {
    target.reactions.business = emoji;
    world.events.publish({ type: 'message', customerId: customer.id, message: target });
  }
  const isShown = message.plan.failCode === undefined && message.plan.heldAs === undefined;
  if (send.reaction === null && isShown) {
    world.events.publish({ type: 'message', customerId: customer.id, message });
  }
  world.changed();
  startStatuses(world, message);
  return { answer: answerOf(send, { customer, id, heldAs: message.plan.heldAs }) };
}

function answerOf(
  send: CheckedSend,
  { customer, id, heldAs }: { customer: SandboxCustomer; id: string; heldAs: MessagePlan['heldAs'] },
): Record<string, unknown> {
  const waId = 'phone' in send.address ? { wa_id: send.address.phone } : {};
  const userId = customer.userId === null ? {} : { user_id: customer.userId };
  const messageStatus = send.templateCategory === null ? {} : { message_status: heldAs ?? 'accepted' };
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: send.input, ...waId, ...userId }],
    messages: [{ id, ...messageStatus }],
  };
}

interface Planning {
  customer: SandboxCustomer;
  send: CheckedSend;
  phoneNumberId: string;
}

function planOf(world: SandboxWorld, { customer, send, phoneNumberId }: Planning): MessagePlan {
  const { faults } = world;
  const plan: MessagePlan = {};
  const isFree = send.templateCategory === null;
  if (isFree && !isWindowOpen(customer, { phoneNumberId, at: world.now() })) plan.failCode = 131047;
  if (faults.strikes('windowShut')) plan.failCode = 131047;
  if (faults.strikes('undeliverable')) plan.failCode = 131026;
  if (faults.strikes('marketingHeld')) plan.failCode = 131049;
  if (!isFree && faults.strikes('templateChecked'))
    Object.assign(plan, { heldAs: 'held_for_quality_assessment', heldMs: faults.delayMs('templateChecked') });
  else if (!isFree && faults.strikes('templatePaused'))
    Object.assign(plan, { heldAs: 'paused', heldMs: faults.delayMs('templatePaused'), failCode: 132015 });
  if (faults.strikes('noStatus')) plan.isSilent = true;
  if (faults.strikes('skipDelivered')) plan.skipsDelivered = true;
  if (faults.strikes('deliveredAndFailed')) plan.alsoFails = true;
  if (faults.strikes('shuffle')) plan.isShuffled = true;
  if (faults.strikes('duplicate')) plan.isDoubled = true;
  if (faults.strikes('late')) plan.lateMs = faults.delayMs('late');
  return plan;
}

function priceOf(templateCategory: string | null): { billable: boolean; category: string; type: string } {
  if (templateCategory === null)
    return { billable: false, category: 'service', type: 'free_customer_service' };
  return { billable: true, category: templateCategory, type: 'regular' };
}
