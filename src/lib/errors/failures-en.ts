/** What happened, and what the reader can do about it. */
export type FailureWords = { sentence: string; wayOut: string };

/** Why a message did not go, by the key stored with it, in English. */
export const failuresEn = {
  unreachable: {
    sentence: 'WhatsApp could not be reached.',
    wayOut: 'Nothing left. Check the internet connection of the server, then try again.',
  },
  outOfService: {
    sentence: 'An admin took this number out of service.',
    wayOut: 'An admin puts it back; what waits goes out in order.',
  },
  tokenInvalid: {
    sentence: 'WhatsApp no longer accepts our access token.',
    wayOut: 'An admin puts in a new one in Settings, WhatsApp numbers; what waits then goes out in order.',
  },
  permissionMissing: {
    sentence: 'Our app is missing a permission at Meta.',
    wayOut: 'An admin must grant the permission again in Meta Business settings.',
  },
  numberGone: {
    sentence: 'This business number no longer exists at Meta.',
    wayOut: 'An admin must connect another number.',
  },
  numberNotRegistered: {
    sentence: 'This business number is not registered for sending.',
    wayOut: 'An admin must register the number with Meta again.',
  },
  apiAddressWrong: {
    sentence: 'The WhatsApp address in our settings does not answer as WhatsApp.',
    wayOut: 'An admin must check the WhatsApp API address.',
  },
  testNumberOnly: {
    sentence: 'This is a Meta test number and the customer is not on its allow list.',
    wayOut: 'Add the customer’s number to the list at Meta, or connect a real number.',
  },
  serviceDown: {
    sentence: 'WhatsApp is having trouble right now.',
    wayOut: 'Kazi keeps trying for a while. If it stays like this, send it again later.',
  },
  somethingWrong: {
    sentence: 'WhatsApp failed without saying why.',
    wayOut: 'Try again. If it keeps happening, send it in another form.',
  },
  maintenance: {
    sentence: 'The business number is being upgraded at Meta.',
    wayOut: 'It takes a few minutes; Kazi tries again by itself.',
  },
  sendingTooFast: {
    sentence: 'We reached the sending speed WhatsApp allows for this number.',
    wayOut: 'What waits goes out in order. Try this one again in a minute.',
  },
  tooManyToOnePerson: {
    sentence: 'Too many messages to this customer in a short time.',
    wayOut: 'Wait a minute, then try again. Other customers are not affected.',
  },
  appLimit: {
    sentence: 'Our app reached its call limit at Meta.',
    wayOut: 'What waits goes out when the limit lifts.',
  },
  registrationLimit: {
    sentence: 'The number was registered too often in a short time.',
    wayOut: 'An admin should wait some hours before trying again.',
  },
  windowShut: {
    sentence: 'More than 24 hours have passed since the customer wrote.',
    wayOut: 'A template opens the conversation again.',
  },
  windowOpenAgain: {
    sentence: 'It was more than 24 hours after the customer wrote, or WhatsApp took it for that.',
    wayOut: 'The window is open now: try again, or use a template.',
  },
  notOnWhatsApp: {
    sentence:
      'WhatsApp could not deliver to this customer. The number may not be on WhatsApp, or the app is too old.',
    wayOut: 'Call, or use another way to reach the customer.',
  },
  marketingHeldBack: {
    sentence: 'WhatsApp held this marketing message back because the customer gets many of them.',
    wayOut: 'Wait at least a day. Earlier attempts fail too.',
  },
  marketingExperiment: {
    sentence: 'The customer is in a WhatsApp experiment without marketing messages.',
    wayOut: 'Do not send it again. An answer to their own question still arrives.',
  },
  marketingStopped: {
    sentence: 'The customer has stopped marketing messages from us.',
    wayOut: 'Send no marketing. Answers to the customer’s own questions still work.',
  },
  customerMediaLost: {
    sentence: 'WhatsApp could not fetch the file the customer sent.',
    wayOut: 'Ask the customer to send it again, smaller than 100 MB.',
  },
  ourMediaRefused: {
    sentence: 'WhatsApp did not accept our file.',
    wayOut: 'Check type and size, then attach it again.',
  },
  ourMediaLinkFailed: {
    sentence: 'WhatsApp could not fetch our file from its link.',
    wayOut: 'Try again, or attach the file itself.',
  },
  mediaExpired: {
    sentence: 'The file or object is no longer there at Meta.',
    wayOut: 'Attach the file again.',
  },
  recipientIsSender: {
    sentence: 'The message was addressed to the business number itself.',
    wayOut: 'Check the customer’s number.',
  },
  requestWrong: {
    sentence: 'WhatsApp did not understand our request.',
    wayOut: 'Send it in another form, and tell support the code.',
  },
  typeNotSupported: {
    sentence: 'WhatsApp does not support this kind of message.',
    wayOut: 'Send it in another form.',
  },
  marketingEndpointOnly: {
    sentence: 'This message may not be sent through this WhatsApp service.',
    wayOut: 'An admin must check the marketing settings at Meta.',
  },
  phoneNeeded: {
    sentence: 'This template needs the customer’s phone number, and we only know their WhatsApp id.',
    wayOut: 'Ask the customer for their number first.',
  },
  identityChanged: {
    sentence: 'The customer’s security code has changed.',
    wayOut: 'Confirm who you are talking to, then send again.',
  },
  templateParameters: {
    sentence: 'The template was filled with the wrong number or kind of values.',
    wayOut: 'Open the template again and fill every field.',
  },
  templateText: {
    sentence: 'A template value has a line break, a tab or too many spaces.',
    wayOut: 'Write the value on one line and send again.',
  },
  templateMissing: {
    sentence: 'This template does not exist in this language, or Meta has not approved it.',
    wayOut: 'Choose another template or language.',
  },
  templateTooLong: {
    sentence: 'The filled template is too long.',
    wayOut: 'Shorten the values.',
  },
  templatePolicy: {
    sentence: 'The template’s content breaks a WhatsApp rule.',
    wayOut: 'Choose another template and have this one corrected.',
  },
  templatePaused: {
    sentence: 'Meta has paused this template because customers disliked it.',
    wayOut: 'Choose another template. A manager should look at its quality.',
  },
  templateDisabled: {
    sentence: 'Meta has switched this template off for good.',
    wayOut: 'Choose another template. A manager must write a new one.',
  },
  templateManagement: {
    sentence: 'Meta did not accept the change to the template.',
    wayOut: 'Correct the template and submit it again.',
  },
  flowBlocked: {
    sentence: 'The form behind this message is blocked at Meta.',
    wayOut: 'A manager must repair the form.',
  },
  flowThrottled: {
    sentence: 'The form behind this message may only go out ten times an hour now.',
    wayOut: 'Wait an hour. A manager should look at the form.',
  },
  policyBlocked: {
    sentence: 'Meta has blocked the business account for breaking a rule.',
    wayOut: 'An admin must appeal in Meta Business settings.',
  },
  countryRestricted: {
    sentence: 'The business may not message customers in this country.',
    wayOut: 'An admin must check the restrictions at Meta.',
  },
  accountLocked: {
    sentence: 'Meta has locked the business account.',
    wayOut: 'An admin must unlock it in Meta Business settings.',
  },
  displayName: {
    sentence: 'Meta has not approved the business’s display name.',
    wayOut: 'An admin must get the name approved.',
  },
  billing: {
    sentence: 'There is a problem with the payment method at Meta.',
    wayOut: 'An admin must correct billing in Meta Business settings.',
  },
  spamLimit: {
    sentence: 'Meta limits this number because customers blocked or reported it.',
    wayOut: 'Stop campaigns. A manager should look at the number’s quality.',
  },
  messagingLimit: {
    sentence: 'The business reached its limit of customers it may start conversations with.',
    wayOut: 'Wait for customers to write, or for the limit to rise.',
  },
  marketingDisabled: {
    sentence: 'Marketing messages are switched off for this account.',
    wayOut: 'An admin must check the marketing settings at Meta.',
  },
  registrationTrouble: {
    sentence: 'The registration or PIN of the business number is in trouble.',
    wayOut: 'An admin must finish the registration with Meta.',
  },
  paymentsTerms: {
    sentence: 'Terms at Meta have not been accepted.',
    wayOut: 'An admin must accept them in Meta Business settings.',
  },
  calling: {
    sentence: 'WhatsApp refused a call action.',
    wayOut: 'Calling is not part of this product. Send a message instead.',
  },
  blockList: {
    sentence: 'WhatsApp could not change the block list.',
    wayOut: 'Only customers who wrote in the last 24 hours can be blocked.',
  },
  unknown: {
    sentence: 'WhatsApp refused the message for a reason we do not know.',
    wayOut: 'Try another form of the message, or tell support the code.',
  },
} satisfies Record<string, FailureWords>;

export type FailureKey = keyof typeof failuresEn;
