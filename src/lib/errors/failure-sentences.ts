/** A button under a message that did not go out. */
export type WayOutAction =
  'retry' | 'check' | 'mark_sent' | 'discard' | 'template' | 'link' | 'choose_another' | 'undo';

/** What WhatsApp's refusal means for a person, and what they can do about it. */
export type FailureSentence = { sentence: string; wayOut: WayOutAction[] };

type Failure = { en: string; sw: string; wayOut: WayOutAction[] };

const GENERIC: Failure = {
  en: 'WhatsApp refused it.',
  sw: 'WhatsApp imeukataa.',
  wayOut: ['retry', 'discard'],
};

/** By the code in Meta's error body. */
const FAILURES: Record<string, Failure> = {
  '131026': {
    en: 'This number is not on WhatsApp, or cannot get messages now. Call, or use another number.',
    sw: 'Namba hii haiko WhatsApp, au haiwezi kupokea ujumbe sasa. Piga simu, au tumia namba nyingine.',
    wayOut: ['retry', 'discard'],
  },
  '131047': {
    en: 'More than 24 hours have passed since the customer wrote. A template reopens the window.',
    sw: 'Zaidi ya saa 24 zimepita tangu mteja aandike. Kiolezo hufungua dirisha tena.',
    wayOut: ['template', 'discard'],
  },
  '131049': {
    en: 'WhatsApp held this marketing message back: the customer has had enough of them lately.',
    sw: 'WhatsApp imezuia tangazo hili: mteja amepokea mengi siku hizi.',
    wayOut: ['discard'],
  },
  '131050': {
    en: 'The customer has stopped marketing messages from you.',
    sw: 'Mteja amezima matangazo kutoka kwako.',
    wayOut: ['discard'],
  },
  '131053': {
    en: 'WhatsApp could not take the file: its kind or size is not right.',
    sw: 'WhatsApp haikuweza kupokea faili: aina au ukubwa wake si sahihi.',
    wayOut: ['choose_another', 'discard'],
  },
  '130472': {
    en: 'WhatsApp is not delivering marketing messages to this customer at present.',
    sw: 'WhatsApp haipeleki matangazo kwa mteja huyu kwa sasa.',
    wayOut: ['discard'],
  },
  '190': {
    en: 'The access token of this number has expired. An admin renews it in Settings, Channels.',
    sw: 'Ruhusa ya namba hii imeisha muda. Msimamizi huihuisha kwenye Mipangilio, Namba.',
    wayOut: ['retry', 'discard'],
  },
  '130429': {
    en: 'Too many messages left this number at once.',
    sw: 'Ujumbe mwingi mno umetoka kwenye namba hii kwa wakati mmoja.',
    wayOut: ['retry', 'discard'],
  },
  '131056': {
    en: 'Too many messages went to this customer in a short time. Wait a minute.',
    sw: 'Ujumbe mwingi mno umeenda kwa mteja huyu kwa muda mfupi. Subiri dakika moja.',
    wayOut: ['retry', 'discard'],
  },
  '132001': {
    en: 'This template does not exist in this language, or is not approved yet.',
    sw: 'Kiolezo hiki hakipo kwa lugha hii, au bado hakijaidhinishwa.',
    wayOut: ['template', 'discard'],
  },
  '132015': {
    en: 'WhatsApp has paused this template because customers complained about it.',
    sw: 'WhatsApp imesimamisha kiolezo hiki kwa sababu wateja walilalamika.',
    wayOut: ['template', 'discard'],
  },
};

/** The sentence for a failure code; codes we have no words for get a true, general one. */
export function failureSentence(locale: 'en' | 'sw', code: string | number | null): FailureSentence {
  const failure = FAILURES[String(code)] ?? GENERIC;
  return { sentence: failure[locale], wayOut: failure.wayOut };
}
