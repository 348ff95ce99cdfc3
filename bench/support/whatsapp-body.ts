const PHONE_NUMBER_ID = '100000000000001';

/** A customer's text message as WhatsApp posts it, padded with spaces inside the text to `size` bytes when given. */
export function whatsappBody(message: {
  from: string;
  name: string;
  id: string;
  text: string;
  sentAt: number;
  size?: number;
}): Buffer {
  const write = (text: string) =>
    Buffer.from(
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [
          {
            id: '200000000000001',
            changes: [
              {
                field: 'messages',
                value: {
                  messaging_product: 'whatsapp',
                  metadata: { display_phone_number: '254700000000', phone_number_id: PHONE_NUMBER_ID },
                  contacts: [{ profile: { name: message.name }, wa_id: message.from }],
                  messages: [
                    {
                      from: message.from,
                      id: message.id,
                      timestamp: String(Math.floor(message.sentAt / 1000)),
                      type: 'text',
                      text: { body: text },
                    },
                  ],
                },
              },
            ],
          },
        ],
      }),
    );
  const body = write(message.text);
  const room = (message.size ?? 0) - body.length;
  return room > 1 ? write(`${message.text} ${'x'.repeat(room - 1)}`) : body;
}
