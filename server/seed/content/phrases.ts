import type { DemoSavedReply, DemoTemplate } from './demo-data.ts';

export const SAVED_REPLIES: DemoSavedReply[] = [
  reply(
    'karibu',
    'Karibu',
    'sw',
    'Karibu Tandika Home, {{first_name}}. Naitwa {{member}}, nikusaidie na nini?',
  ),
  reply(
    'hello',
    'Greeting',
    'en',
    'Hello {{first_name}}, welcome to Tandika Home. {{member}} here, how can I help?',
  ),
  reply(
    'till',
    'How to pay',
    'en',
    'You can pay by M-Pesa: Lipa na M-Pesa, Buy Goods, Tandika Home. Your order moves as soon as the payment shows on our side.',
  ),
  reply(
    'lipa',
    'Jinsi ya kulipa',
    'sw',
    'Lipa na M-Pesa, Buy Goods, Tandika Home. Oda yako inaendelea malipo yakionekana kwetu.',
  ),
  reply(
    'sizes',
    'Bed sizes and prices',
    'en',
    'Duvet sets: 4x6 KSh 3,800, 5x6 KSh 4,500, 6x6 KSh 5,200. Each has a duvet, a sheet and two pillowcases.',
  ),
  reply(
    'pima',
    'Kupima dirisha',
    'sw',
    'Pima upana wa rod (si dirisha) na urefu kutoka rod hadi chini, kwa sentimita. Kisha tutumie picha ya dirisha.',
  ),
  reply(
    'measure',
    'Measuring a window',
    'en',
    'Please measure the rod from end to end and the drop from the rod to the floor, in centimetres, and send a photo of the window.',
  ),
  reply(
    'delivery',
    'Delivery fees',
    'en',
    'Delivery: CBD 200, Nairobi 300, Kiambu and Machakos 450, upcountry by courier from 600.',
  ),
  reply(
    'pole',
    'Pole kwa usumbufu',
    'sw',
    'Pole sana kwa usumbufu, {{first_name}}. Nimeliandika tatizo lako na nitakujibu leo kabla ya saa kumi na mbili.',
  ),
  reply(
    'exchange',
    'Exchange within 7 days',
    'en',
    'We exchange within 7 days with the receipt. If the fault is ours, the rider comes for it at no cost.',
  ),
];

export const TEMPLATES: DemoTemplate[] = [
  template(
    'order_ready_en',
    'en',
    'Hello {{1}}, order {{2}} is ready at {{3}}. Show this message to collect it.',
    ['Mary', 'TH-2293', 'Kimbo stage'],
  ),
  template(
    'payment_balance_sw',
    'sw',
    'Habari {{1}}, salio la KSh {{2}} limebaki kwa oda {{3}}. Ukilipa tunaituma siku hiyo hiyo.',
    ['Peter', '500', 'TH-2287'],
  ),
  template(
    'service_update_en',
    'en',
    'Hello {{1}}, news about your order from Tandika Home: {{2}} You can answer here.',
    ['Grace', 'the curtains are ready for fitting.'],
  ),
  template(
    'service_update_sw',
    'sw',
    'Habari {{1}}, kuhusu oda yako ya Tandika Home: {{2}} Unaweza kujibu hapa.',
    ['Mercy', 'mzigo umefungwa.'],
  ),
  template(
    'quote_follow_up_sw',
    'sw',
    'Habari {{1}}, bei tuliyokupa ya {{2}} bado inasimama. Tuendelee?',
    ['Rehema', 'KSh 4,300'],
    ['Bado nataka', 'Hapana asante'],
  ),
  template(
    'new_stock_en',
    'en',
    'Hello {{1}}, the colours you asked about are in: {{2}}. Would you like to see them?',
    ['Njoki', 'sage and charcoal'],
    ['Show me', 'Stop promotions'],
    'MARKETING',
  ),
];

function reply(shortcut: string, title: string, language: 'en' | 'sw', text: string): DemoSavedReply {
  return { key: shortcut, shortcut, title, language, text };
}

function template(
  name: string,
  language: 'en' | 'sw',
  text: string,
  example: string[],
  buttons: string[] = [],
  category: DemoTemplate['category'] = 'UTILITY',
): DemoTemplate {
  const components: Record<string, unknown>[] = [{ type: 'BODY', text, example: { body_text: [example] } }];
  if (buttons.length > 0)
    components.push({
      type: 'BUTTONS',
      buttons: buttons.map((label) => ({ type: 'QUICK_REPLY', text: label })),
    });
  return { name, language, category, status: 'APPROVED', components };
}
