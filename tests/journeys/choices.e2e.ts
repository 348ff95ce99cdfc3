import { expect, test } from './support/journey.ts';
import { bubble, openThread, thread } from './support/screen.ts';

test('I ask with buttons and with a list, the customer taps, and the answer stands in the thread', async ({
  open,
  customer,
  conversationOf,
}) => {
  const wanjiru = await customer('Wanjiru Chaguo');
  await wanjiru.write('Naweza kulipa vipi?');
  const agent = await open('amina');
  await openThread(agent, await conversationOf(wanjiru));

  await agent.getByRole('button', { name: 'More to send' }).click();
  await agent.getByRole('menuitem', { name: 'Buttons' }).click();
  const editor = agent.getByRole('dialog', { name: 'Message with buttons' });
  await editor.getByRole('textbox', { name: 'Message', exact: true }).fill('Ungependa kulipa vipi?');
  await editor.getByRole('textbox', { name: 'Button 1' }).fill('Lipa sasa hivi kwa M-Pesa');
  await expect(editor.getByText('WhatsApp takes at most 20 characters here')).toBeVisible();
  await editor.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(editor, 'what WhatsApp would refuse does not leave').toBeVisible();
  await editor.getByRole('textbox', { name: 'Button 1' }).fill('Lipa sasa');
  await editor.getByRole('textbox', { name: 'Button 2' }).fill('Baadaye');
  await expect(editor.getByRole('region', { name: 'What the customer sees' })).toContainText('Lipa sasa');
  await editor.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(editor).toBeHidden();
  await expect(bubble(agent, 'Ungependa kulipa vipi?')).toContainText('Baadaye');

  const phone = await open('stranger');
  await phone.goto('/sandbox');
  await phone.getByRole('list', { name: 'Who are you' }).getByRole('button', { name: wanjiru.name }).click();
  const chat = phone.getByRole('log', { name: 'Chat' });
  await chat.getByRole('button', { name: 'Lipa sasa' }).click();
  await expect(thread(agent).getByRole('article', { name: wanjiru.name }).last()).toContainText('Lipa sasa');

  await agent.getByRole('button', { name: 'More to send' }).click();
  await agent.getByRole('menuitem', { name: 'List' }).click();
  const list = agent.getByRole('dialog', { name: 'Message with a list' });
  await list.getByRole('textbox', { name: 'Message', exact: true }).fill('Tulete lini?');
  await list.getByRole('textbox', { name: 'Choice 1', exact: true }).fill('Asubuhi');
  await list.getByRole('textbox', { name: 'About choice 1' }).fill('9am - 12pm');
  await list.getByRole('textbox', { name: 'Choice 2', exact: true }).fill('Alasiri');
  await list.getByRole('button', { name: 'Send', exact: true }).click();
  await chat.getByRole('button', { name: 'Asubuhi' }).click();
  const answer = thread(agent).getByRole('article', { name: wanjiru.name }).last();
  await expect(answer).toContainText('Asubuhi');
  await expect(answer).toContainText('9am - 12pm');

  await agent.getByRole('button', { name: 'More to send' }).click();
  await agent.getByRole('menuitem', { name: 'Link button' }).click();
  const link = agent.getByRole('dialog', { name: 'Message with a link button' });
  await link.getByRole('textbox', { name: 'Message', exact: true }).fill('Fuatilia oda yako');
  await link.getByRole('textbox', { name: 'Words on the button' }).fill('Fungua');
  await link.getByRole('textbox', { name: 'Page it opens' }).fill('http://duka.co.ke/o/1');
  await link.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(link.getByText('Write an address that begins with https://')).toBeVisible();
  await link.getByRole('textbox', { name: 'Page it opens' }).fill('duka.co.ke/o/1');
  await link.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(bubble(agent, 'Fuatilia oda yako')).toContainText('duka.co.ke');
  await expect(chat.getByRole('link', { name: 'Fungua' })).toHaveAttribute('href', 'https://duka.co.ke/o/1');
});

test('a template that wants a file does not go without it, and the customer gets both', async ({
  open,
  customer,
  conversationOf,
}) => {
  const kamau = await customer('Kamau Risiti');
  await kamau.write('Nitumie risiti');
  const agent = await open('amina');
  await openThread(agent, await conversationOf(kamau));
  await agent.getByRole('button', { name: 'Templates' }).click();
  await agent
    .getByRole('list', { name: 'Templates' })
    .getByRole('button', { name: /^Risiti/ })
    .click();
  await expect(agent.getByText('Choose the file at its top')).toBeVisible();
  const send = agent.getByRole('button', { name: 'Send template' });
  await expect(send).toBeDisabled();
  await agent.getByLabel('Choose the document at the top').setInputFiles({
    name: 'risiti-ORD-1042.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(`%PDF-1.4\n${'risiti '.repeat(40)}`),
  });
  await agent.getByRole('textbox', { name: '1', exact: false }).last().fill('ORD-1042');
  await send.click();
  await expect(bubble(agent, 'ORD-1042 iko hapa')).toContainText('risiti-ORD-1042.pdf');

  const phone = await open('stranger');
  await phone.goto('/sandbox');
  await phone.getByRole('list', { name: 'Who are you' }).getByRole('button', { name: kamau.name }).click();
  const received = phone
    .getByRole('log', { name: 'Chat' })
    .getByRole('article')
    .filter({ hasText: 'ORD-1042 iko hapa' });
  await expect(received).toContainText('risiti-ORD-1042.pdf');
});
