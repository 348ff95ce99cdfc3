import { ASYNC_FAILURES } from './graph-refusal.ts';
import type { ChatMessage, SandboxCustomer, SandboxTemplate } from './sandbox-state.ts';

export interface SandboxChannel {
  phoneNumberId: string;
  displayPhoneNumber: string;
  wabaId: string;
  businessName: string;
}

type Json = Record<string, unknown>;

/** A webhook body with one change of the field `messages`. */
export function messagesEvent(channel: SandboxChannel, part: Json): Json {
  const metadata = {
    display_phone_number: channel.displayPhoneNumber.replace(/\D/g, ''),
    phone_number_id: channel.phoneNumberId,
  };
  const value = { messaging_product: 'whatsapp', metadata, ...part };
  return envelope(channel.wabaId, { changes: [{ value, field: 'messages' }] });
}

/** What a customer wrote, as Meta reports it. `content` holds type and body; `at` is the customer's own send time, ms. */
export function inboundPart(
  customer: SandboxCustomer,
  { id, at, content }: { id: string; at: number; content: Json },
): Json {
  const message = { ...senderKeys(customer), id, timestamp: secondsOf(at), ...content };
  return { contacts: [contactOf(customer)], messages: [message] };
}

/** How far a message got. Real bodies carry the contact without a profile here. */
export function statusPart(
  customer: SandboxCustomer,
  {
    message,
    status,
    at,
    errorCode,
  }: { message: ChatMessage; status: string; at: number; errorCode: number | null },
): Json {
  const isHidden = customer.identityMode !== 'phone';
  const ids = {
    ...(isHidden || customer.phone === null ? {} : { wa_id: customer.phone }),
    ...(customer.userId === null ? {} : { user_id: customer.userId }),
  };
  const failure = errorCode === null ? undefined : ASYNC_FAILURES[errorCode];
  const title = failure?.title ?? 'Message failed';
  return {
    contacts: [ids],
    statuses: [
      {
        id: message.id,
        status,
        timestamp: secondsOf(at),
        ...(isHidden || customer.phone === null ? {} : { recipient_id: customer.phone }),
        ...(customer.userId === null ? {} : { recipient_user_id: customer.userId }),
        ...(message.opaque === null ? {} : { biz_opaque_callback_data: message.opaque }),
        ...(errorCode === null && message.pricing !== null
          ? { pricing: { pricing_model: 'PMP', ...message.pricing } }
          : {}),
        ...(errorCode === null
          ? {}
          : {
              errors: [
                {
                  code: errorCode,
                  title,
                  message: title,
                  error_data: { details: failure?.details ?? title },
                },
              ],
            }),
      },
    ],
  };
}

/** The customer has a new number, and with it a new business-scoped id. There is no contacts list. */
export function numberChangedPart(
  previous: { phone: string; userId: string | null },
  { customer, id, at }: { customer: SandboxCustomer; id: string; at: number },
): Json {
  const ids = customer.userId === null ? {} : { user_id: customer.userId, previous_user_id: previous.userId };
  const body = `User ${customer.name} changed from ${previous.phone} to ${customer.phone}`;
  const system = { body, wa_id: customer.phone, type: 'user_changed_number', ...ids };
  return { messages: [{ from: previous.phone, id, timestamp: secondsOf(at), type: 'system', system }] };
}

/** A notice about a template. Its id is a number here, though text everywhere else. */
export function templateEvent(
  template: SandboxTemplate,
  { wabaId, event, at }: { wabaId: string; event: string; at: number },
): Json {
  const value = {
    event,
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language,
    reason: 'NONE',
    message_template_category: template.category,
  };
  const change = { value, field: 'message_template_status_update' };
  return envelope(wabaId, { time: Math.floor(at / 1000), changes: [change] });
}

function envelope(wabaId: string, entry: Json): Json {
  return { object: 'whatsapp_business_account', entry: [{ id: wabaId, ...entry }] };
}

function contactOf(customer: SandboxCustomer): Json {
  const userId = customer.userId === null ? {} : { user_id: customer.userId };
  const username = customer.username === null ? {} : { username: `@${customer.username}` };
  const profile = { name: customer.name, ...username };
  if (customer.identityMode === 'phone') return { profile, wa_id: customer.phone, ...userId };
  if (customer.identityMode === 'hiddenAbsent') return { profile, ...userId };
  return { profile: { ...profile, country_code: 'KE' }, wa_id: '', ...userId };
}

function senderKeys(customer: SandboxCustomer): Json {
  const userId = customer.userId === null ? {} : { from_user_id: customer.userId };
  if (customer.identityMode === 'phone') return { from: customer.phone, ...userId };
  return customer.identityMode === 'hiddenAbsent' ? userId : { from: '', ...userId };
}

function secondsOf(at: number): string {
  return String(Math.floor(at / 1000));
}
