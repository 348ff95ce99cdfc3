import { TEMPLATES } from '../seed/content/phrases.ts';
import { makeNumericId } from './make-ids.ts';
import type { SandboxTemplate } from './sandbox-state.ts';

type Sketch = Omit<SandboxTemplate, 'id' | 'parameter_format'> & Partial<SandboxTemplate>;

const SKETCHES: Sketch[] = [
  {
    name: 'order_confirmation',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, your order {{2}} is confirmed. The total is KES {{3}}. Thank you!',
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Pay now' },
          { type: 'QUICK_REPLY', text: 'Change order' },
        ],
      },
    ],
  },
  {
    name: 'malipo_yamepokelewa',
    language: 'sw',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'Habari {{1}}, tumepokea KES {{2}} kwa oda {{3}}.' },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', text: 'Fuatilia oda', url: 'https://example.com/o/{{1}}' }],
      },
    ],
  },
  {
    name: 'follow_up',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, we are following up on your message. Is there anything we can help with?',
      },
    ],
  },
  {
    name: 'oda_tayari',
    language: 'sw',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Oda {{order_no}}' },
      { type: 'BODY', text: '{{first_name}}, oda yako iko tayari {{pickup_time}}. Karibu!' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Thibitisha' }] },
    ],
  },
  {
    name: 'risiti',
    language: 'sw',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'DOCUMENT' },
      { type: 'BODY', text: 'Risiti ya oda {{1}} iko hapa. Asante sana!' },
    ],
  },
  {
    name: 'weekend_offer',
    language: 'en',
    status: 'APPROVED',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'Hi {{1}}, this weekend only: {{2}} off everything in the shop.' },
      { type: 'FOOTER', text: 'Reply STOP to stop offers' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Show me' },
          { type: 'QUICK_REPLY', text: 'Stop promotions' },
        ],
      },
    ],
  },
  {
    name: 'old_offer',
    language: 'en',
    status: 'PAUSED',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'Hi {{1}}, come and see our new stock this week.' }],
  },
  {
    name: 'payment_reminder',
    language: 'en',
    status: 'PENDING',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, KES {{2}} for order {{3}} is still open. Shall we send a payment prompt?',
      },
    ],
  },
];

/** The templates a fresh sandbox account has: the demo business's own, and approved, paused and pending ones. */
export function inventedTemplates(): SandboxTemplate[] {
  return [...TEMPLATES, ...SKETCHES].map((sketch) => ({
    parameter_format: 'POSITIONAL',
    ...sketch,
    id: makeNumericId(`template ${sketch.name} ${sketch.language}`),
  }));
}
