import type { FailureKey, FailureWords } from './failures-en.ts';

/** Why a message did not go, by the key stored with it, in Swahili. */
export const failuresSw: Record<FailureKey, FailureWords> = {
  unreachable: {
    sentence: 'WhatsApp haikupatikana.',
    wayOut: 'Hakuna kilichoondoka. Kagua mtandao wa seva, kisha ujaribu tena.',
  },
  outOfService: {
    sentence: 'Msimamizi ameitoa namba hii kazini.',
    wayOut: 'Msimamizi anairudisha; yanayosubiri yatatoka kwa mpangilio.',
  },
  tokenInvalid: {
    sentence: 'WhatsApp haikubali tena ruhusa ya namba hii.',
    wayOut:
      'Msimamizi anaweka mpya kwenye Mipangilio, Namba za WhatsApp; kisha yanayosubiri yanatoka kwa mpangilio.',
  },
  permissionMissing: {
    sentence: 'Programu yetu haina idhini inayohitajika kule Meta.',
    wayOut: 'Msimamizi aitoe upya kwenye Meta Business.',
  },
  numberGone: {
    sentence: 'Namba hii ya biashara haipo tena kule Meta.',
    wayOut: 'Msimamizi aunganishe namba nyingine.',
  },
  numberNotRegistered: {
    sentence: 'Namba hii ya biashara haijasajiliwa kutuma.',
    wayOut: 'Msimamizi aisajili tena kule Meta.',
  },
  apiAddressWrong: {
    sentence: 'Anwani ya WhatsApp kwenye mipangilio yetu haijibu kama WhatsApp.',
    wayOut: 'Msimamizi aikague anwani ya WhatsApp API.',
  },
  testNumberOnly: {
    sentence: 'Hii ni namba ya majaribio ya Meta, na mteja hayumo kwenye orodha yake.',
    wayOut: 'Mwongeze mteja kwenye orodha kule Meta, au unganisha namba halisi.',
  },
  serviceDown: {
    sentence: 'WhatsApp ina hitilafu kwa sasa.',
    wayOut: 'Kazi inaendelea kujaribu kwa muda. Hali ikibaki hivi, tuma tena baadaye.',
  },
  somethingWrong: {
    sentence: 'WhatsApp imeshindwa bila kusema sababu.',
    wayOut: 'Jaribu tena. Ikijirudia, utume kwa namna nyingine.',
  },
  maintenance: {
    sentence: 'Namba ya biashara inaboreshwa kule Meta.',
    wayOut: 'Huchukua dakika chache; Kazi inajaribu tena yenyewe.',
  },
  sendingTooFast: {
    sentence: 'Tumefika kasi ya juu ambayo WhatsApp inairuhusu namba hii.',
    wayOut: 'Vinavyosubiri vinaenda kwa zamu. Jaribu huu tena baada ya dakika moja.',
  },
  tooManyToOnePerson: {
    sentence: 'Ujumbe mwingi mno umeenda kwa mteja huyu kwa muda mfupi.',
    wayOut: 'Subiri dakika moja, kisha ujaribu tena. Wateja wengine hawaguswi.',
  },
  appLimit: {
    sentence: 'Programu yetu imefika kikomo cha maombi kule Meta.',
    wayOut: 'Vinavyosubiri vitaenda kikomo kikiondoka.',
  },
  registrationLimit: {
    sentence: 'Namba imesajiliwa mara nyingi mno kwa muda mfupi.',
    wayOut: 'Msimamizi asubiri saa kadhaa kabla ya kujaribu tena.',
  },
  windowShut: {
    sentence: 'Zaidi ya saa 24 zimepita tangu mteja aandike.',
    wayOut: 'Kiolezo kinafungua mazungumzo tena.',
  },
  windowOpenAgain: {
    sentence: 'Saa 24 zilikuwa zimepita tangu mteja aandike, au WhatsApp ilidhani hivyo.',
    wayOut: 'Sasa dirisha liko wazi: jaribu tena, au tumia kiolezo.',
  },
  notOnWhatsApp: {
    sentence:
      'WhatsApp haikuweza kumfikishia mteja huyu. Huenda namba haiko WhatsApp, au programu yake ni ya zamani.',
    wayOut: 'Piga simu, au umfikie kwa njia nyingine.',
  },
  marketingHeldBack: {
    sentence: 'WhatsApp imezuia tangazo hili kwa sababu mteja anapokea mengi.',
    wayOut: 'Subiri angalau siku moja. Ukijaribu mapema litakwama tena.',
  },
  marketingExperiment: {
    sentence: 'Mteja yuko kwenye jaribio la WhatsApp lisilo na matangazo.',
    wayOut: 'Usitume tena. Jibu la swali lake mwenyewe bado linafika.',
  },
  marketingStopped: {
    sentence: 'Mteja amezima matangazo kutoka kwetu.',
    wayOut: 'Usimtumie matangazo. Majibu ya maswali yake bado yanafika.',
  },
  customerMediaLost: {
    sentence: 'WhatsApp haikuweza kupata faili aliyotuma mteja.',
    wayOut: 'Mwombe mteja aitume tena, isizidi MB 100.',
  },
  ourMediaRefused: {
    sentence: 'WhatsApp haikukubali faili yetu.',
    wayOut: 'Kagua aina na ukubwa, kisha uambatishe tena.',
  },
  ourMediaLinkFailed: {
    sentence: 'WhatsApp haikuweza kupakua faili yetu kupitia kiungo.',
    wayOut: 'Jaribu tena, au ambatisha faili yenyewe.',
  },
  mediaExpired: {
    sentence: 'Faili hii haipo tena kule Meta.',
    wayOut: 'Ambatisha faili upya.',
  },
  recipientIsSender: {
    sentence: 'Ujumbe ulielekezwa kwa namba ya biashara yenyewe.',
    wayOut: 'Kagua namba ya mteja.',
  },
  requestWrong: {
    sentence: 'WhatsApp haikuelewa ombi letu.',
    wayOut: 'Utume kwa namna nyingine, na uwape wasaidizi namba ya kosa.',
  },
  typeNotSupported: {
    sentence: 'WhatsApp haipokei aina hii ya ujumbe.',
    wayOut: 'Utume kwa namna nyingine.',
  },
  marketingEndpointOnly: {
    sentence: 'Ujumbe huu hauwezi kutumwa kupitia huduma hii ya WhatsApp.',
    wayOut: 'Msimamizi akague mipangilio ya matangazo kule Meta.',
  },
  phoneNeeded: {
    sentence:
      'Kiolezo hiki kinahitaji namba ya simu ya mteja, nasi tunajua kitambulisho chake cha WhatsApp tu.',
    wayOut: 'Mwombe mteja namba yake kwanza.',
  },
  identityChanged: {
    sentence: 'Namba ya usalama ya mteja imebadilika.',
    wayOut: 'Thibitisha unaongea na nani, kisha utume tena.',
  },
  templateParameters: {
    sentence: 'Kiolezo kimejazwa kwa idadi au aina isiyo sahihi.',
    wayOut: 'Kifungue tena na ujaze kila sehemu.',
  },
  templateText: {
    sentence: 'Sehemu ya kiolezo ina mstari mpya, tab au nafasi nyingi mno.',
    wayOut: 'Andika kwa mstari mmoja, kisha utume tena.',
  },
  templateMissing: {
    sentence: 'Kiolezo hiki hakipo kwa lugha hii, au Meta haijakiidhinisha.',
    wayOut: 'Chagua kiolezo au lugha nyingine.',
  },
  templateTooLong: {
    sentence: 'Kiolezo kilichojazwa ni kirefu mno.',
    wayOut: 'Fupisha ulichojaza.',
  },
  templatePolicy: {
    sentence: 'Maneno ya kiolezo yanavunja kanuni ya WhatsApp.',
    wayOut: 'Chagua kiolezo kingine, na hiki kirekebishwe.',
  },
  templatePaused: {
    sentence: 'Meta imesimamisha kiolezo hiki kwa sababu wateja hawakukipenda.',
    wayOut: 'Chagua kingine. Meneja aangalie ubora wake.',
  },
  templateDisabled: {
    sentence: 'Meta imezima kiolezo hiki moja kwa moja.',
    wayOut: 'Chagua kingine. Meneja aandike kipya.',
  },
  templateManagement: {
    sentence: 'Meta haikukubali mabadiliko ya kiolezo.',
    wayOut: 'Kirekebishe, kisha ukiwasilishe tena.',
  },
  flowBlocked: {
    sentence: 'Fomu iliyo nyuma ya ujumbe huu imefungiwa kule Meta.',
    wayOut: 'Meneja airekebishe fomu.',
  },
  flowThrottled: {
    sentence: 'Fomu iliyo nyuma ya ujumbe huu sasa inaruhusiwa mara kumi kwa saa.',
    wayOut: 'Subiri saa moja. Meneja aiangalie fomu.',
  },
  policyBlocked: {
    sentence: 'Meta imefungia akaunti ya biashara kwa kuvunja kanuni.',
    wayOut: 'Msimamizi akate rufaa kwenye Meta Business.',
  },
  countryRestricted: {
    sentence: 'Biashara hairuhusiwi kuwaandikia wateja wa nchi hii.',
    wayOut: 'Msimamizi akague vizuizi kule Meta.',
  },
  accountLocked: {
    sentence: 'Meta imefunga akaunti ya biashara.',
    wayOut: 'Msimamizi aifungue kwenye Meta Business.',
  },
  displayName: {
    sentence: 'Meta haijaidhinisha jina la biashara.',
    wayOut: 'Msimamizi afuatilie jina liidhinishwe.',
  },
  billing: {
    sentence: 'Kuna tatizo na njia ya malipo kule Meta.',
    wayOut: 'Msimamizi arekebishe malipo kwenye Meta Business.',
  },
  spamLimit: {
    sentence: 'Meta imeipunguza namba hii kwa sababu wateja waliizuia au kuiripoti.',
    wayOut: 'Simamisha kampeni. Meneja aangalie ubora wa namba.',
  },
  messagingLimit: {
    sentence: 'Biashara imefika kikomo cha wateja inaoweza kuanza kuwaandikia.',
    wayOut: 'Subiri wateja waandike, au kikomo kiongezwe.',
  },
  marketingDisabled: {
    sentence: 'Matangazo yamezimwa kwa akaunti hii.',
    wayOut: 'Msimamizi ayawashe kwenye mipangilio ya Meta.',
  },
  registrationTrouble: {
    sentence: 'Usajili au PIN ya namba ya biashara una tatizo.',
    wayOut: 'Msimamizi akamilishe usajili kule Meta.',
  },
  paymentsTerms: {
    sentence: 'Masharti ya Meta hayajakubaliwa.',
    wayOut: 'Msimamizi ayakubali kwenye Meta Business.',
  },
  calling: {
    sentence: 'WhatsApp imekataa kitendo cha simu.',
    wayOut: 'Kazi haipigi simu. Tuma ujumbe badala yake.',
  },
  blockList: {
    sentence: 'WhatsApp haikuweza kubadilisha orodha ya waliozuiwa.',
    wayOut: 'Wanaoweza kuzuiwa ni walioandika ndani ya saa 24 tu.',
  },
  unknown: {
    sentence: 'WhatsApp imekataa ujumbe kwa sababu tusiyoijua.',
    wayOut: 'Jaribu namna nyingine ya ujumbe, au uwape wasaidizi namba ya kosa.',
  },
};
