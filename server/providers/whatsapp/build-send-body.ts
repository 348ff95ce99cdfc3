/** Who gets it. A business-scoped id travels in `recipient`; put into `to` it would be dropped without a word. */
export type Recipient = { phone: string } | { userId: string };

export type MediaSource = { providerMediaId: string } | { link: string };

/** One template value. `name` only for templates made with named parameters. */
export interface TemplateValue {
  text: string;
  name?: string;
}

export type TemplateHeader =
  | { kind: 'text'; value: TemplateValue }
  | { kind: 'image' | 'video'; media: MediaSource }
  | { kind: 'document'; media: MediaSource; fileName?: string };

export type TemplateButton =
  | { index: number; kind: 'url'; text: string }
  | { index: number; kind: 'quickReply'; payload: string }
  | { index: number; kind: 'copyCode'; code: string };

export type OutboundContent =
  | { kind: 'text'; text: string; previewUrl?: boolean }
  | { kind: 'image' | 'video'; media: MediaSource; caption?: string }
  | { kind: 'audio' | 'voice' | 'sticker'; media: MediaSource }
  | { kind: 'document'; media: MediaSource; fileName?: string; caption?: string }
  | { kind: 'location'; latitude: number; longitude: number; name?: string; address?: string }
  /** `emoji` null takes the reaction back. */
  | { kind: 'reaction'; targetProviderMessageId: string; emoji: string | null }
  | {
      kind: 'buttons';
      header?: string;
      body: string;
      footer?: string;
      buttons: { id: string; title: string }[];
    }
  | {
      kind: 'list';
      header?: string;
      body: string;
      footer?: string;
      buttonLabel: string;
      sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[];
    }
  | { kind: 'link'; header?: string; body: string; footer?: string; label: string; url: string }
  | {
      kind: 'template';
      name: string;
      language: string;
      header?: TemplateHeader;
      body?: TemplateValue[];
      buttons?: TemplateButton[];
    };

export interface OutboundMessage {
  to: Recipient;
  content: OutboundContent;
  /** Quotes this message. Not for reactions; Meta draws no quote for templates. */
  repliedToProviderId?: string;
  /** Our attempt id, echoed in every status of this message. At most 512 characters. */
  opaque?: string;
}

export type SendBody = Record<string, unknown>;

/** The JSON of a send. Pure; limits are checked before, by whoever lets a person compose it. */
export function buildSendBody({ to, content, repliedToProviderId, opaque }: OutboundMessage): SendBody {
  const isQuoting = repliedToProviderId !== undefined && content.kind !== 'reaction';
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...addressOf(to),
    ...(isQuoting ? { context: { message_id: repliedToProviderId } } : {}),
    ...bodyOf(content),
    ...(opaque === undefined ? {} : { biz_opaque_callback_data: opaque }),
  };
}

function addressOf(to: Recipient): SendBody {
  if ('userId' in to) return { recipient: to.userId };
  // Without the plus Meta may put its own guess of a country in front, and a stranger reads the message.
  return { to: `+${to.phone.replace(/\D/g, '')}` };
}

function bodyOf(content: OutboundContent): SendBody {
  switch (content.kind) {
    case 'text':
      return { type: 'text', text: { body: content.text, preview_url: content.previewUrl ?? false } };
    case 'image':
    case 'video':
      return {
        type: content.kind,
        [content.kind]: { ...mediaOf(content.media), ...optional({ caption: content.caption }) },
      };
    case 'audio':
    case 'sticker':
      return { type: content.kind, [content.kind]: mediaOf(content.media) };
    case 'voice':
      return { type: 'audio', audio: { ...mediaOf(content.media), voice: true } };
    case 'document': {
      const words = optional({ filename: content.fileName, caption: content.caption });
      return { type: 'document', document: { ...mediaOf(content.media), ...words } };
    }
    case 'location': {
      const { latitude, longitude, name, address } = content;
      return { type: 'location', location: { latitude, longitude, ...optional({ name, address }) } };
    }
    case 'reaction': {
      const { targetProviderMessageId, emoji } = content;
      return { type: 'reaction', reaction: { message_id: targetProviderMessageId, emoji: emoji ?? '' } };
    }
    case 'buttons':
      return interactive('button', content, {
        buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })),
      });
    case 'list':
      return interactive('list', content, {
        button: content.buttonLabel,
        sections: content.sections.map(({ title, rows }) => ({
          ...optional({ title }),
          rows: rows.map((row) => ({
            id: row.id,
            title: row.title,
            ...optional({ description: row.description }),
          })),
        })),
      });
    case 'link':
      return interactive('cta_url', content, {
        name: 'cta_url',
        parameters: { display_text: content.label, url: content.url },
      });
    case 'template':
      return { type: 'template', template: templateOf(content) };
  }
}

function interactive(
  type: string,
  words: { header?: string; body: string; footer?: string },
  action: SendBody,
): SendBody {
  return {
    type: 'interactive',
    interactive: {
      type,
      ...(words.header === undefined ? {} : { header: { type: 'text', text: words.header } }),
      body: { text: words.body },
      ...(words.footer === undefined ? {} : { footer: { text: words.footer } }),
      action,
    },
  };
}

function templateOf(content: Extract<OutboundContent, { kind: 'template' }>): SendBody {
  const components: SendBody[] = [];
  if (content.header !== undefined)
    components.push({ type: 'header', parameters: [headerParameter(content.header)] });
  if (content.body !== undefined && content.body.length > 0) {
    components.push({ type: 'body', parameters: content.body.map(textParameter) });
  }
  for (const button of content.buttons ?? []) components.push(buttonComponent(button));
  // Webhooks write en-US; a send only knows en_US.
  const language = { code: content.language.replace('-', '_') };
  return { name: content.name, language, ...(components.length === 0 ? {} : { components }) };
}

function headerParameter(header: TemplateHeader): SendBody {
  if (header.kind === 'text') return textParameter(header.value);
  const fileName = header.kind === 'document' ? header.fileName : undefined;
  return {
    type: header.kind,
    [header.kind]: { ...mediaOf(header.media), ...optional({ filename: fileName }) },
  };
}

function textParameter({ text, name }: TemplateValue): SendBody {
  return { type: 'text', ...optional({ parameter_name: name }), text };
}

function buttonComponent(button: TemplateButton): SendBody {
  const index = String(button.index);
  if (button.kind === 'url') {
    return { type: 'button', sub_type: 'url', index, parameters: [{ type: 'text', text: button.text }] };
  }
  if (button.kind === 'copyCode') {
    return {
      type: 'button',
      sub_type: 'copy_code',
      index,
      parameters: [{ type: 'coupon_code', coupon_code: button.code }],
    };
  }
  return {
    type: 'button',
    sub_type: 'quick_reply',
    index,
    parameters: [{ type: 'payload', payload: button.payload }],
  };
}

function mediaOf(media: MediaSource): SendBody {
  return 'link' in media ? { link: media.link } : { id: media.providerMediaId };
}

function optional(fields: Record<string, string | undefined>): SendBody {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== undefined && text !== ''));
}
