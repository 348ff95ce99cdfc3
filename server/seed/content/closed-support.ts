/** Support and delivery conversations that ended this month. */
export const CLOSED_SUPPORT = `
=== josphine-mutheu | support | amina | closed | reason=resolved
@ -13 09:40
< Niliambiwa set iko na shiti lakini sioni shiti
> Pole Josphine. Shiti huwa imekunjwa ndani ya pillowcase moja, hebu angalia
< Aki nimeiona 🙈
> 😂 Wengi huwa hivyo, usijali
< Samahani kwa kelele
> Hakuna kelele, furahia

=== kennedy-owino | support | brian | closed | reason=resolved
@ -16 17:00
< Boss hii duvet ina nywele nyeupe inatoka kila mahali
> Pole Kennedy, fibre inatoka? Kuna mahali imetoboka?
< Nimeangalia, kona moja haijashonwa vizuri
> [voice:voice-8] Sikiza hii, ni rahisi
< Sawa nitaleta town kesho
@ -15 12:10
> Tumepokea, fundi anaishona na kuirudishia double stitch
~ 60
> Iko tayari Kennedy, ukipita chukua
< Nimechukua, iko fiti
> Asante kwa kutuvumilia

=== rosemary-wanza | support | amina | closed | reason=resolved
@ -10 10:30
< Habari, mlinitumia rangi ya kahawia na niliagiza cream
> Habari Rose, samahani sana. Order ilisema cream kweli
< Sasa?
> Rider analeta cream leo na kuchukua kahawia, hutalipa kitu
< Lakini nimeshaifungua
> Hakuna shida kabisa
~ 210
< Imefika. Cream ndio yenyewe
< Asante kwa haraka
> Na sisi tunashukuru. Tumeweka face towel kama pole yetu

=== zipporah-kwamboka | support | amina | closed | reason=answered
@ -6 11:05
< Sasa, mnatoa ile service ya kupima tu bila kununua?
> Poa Zippy. Kupima ni free ukinunua, kama hununui ni 500
< Ni sawa. Fundi wangu ndio atashona
> Hatuna ubaya na hiyo. Utawala tunakuja Jumamosi
< Jumamosi saa nne?
> Saa nne ni sawa
@ -4 10:35
< Amemaliza kupima, nimelipa 500
> Asante. Vipimo vyako:⏎Sitting 220 x 230⏎Bedroom 1 150 x 210⏎Bedroom 2 150 x 212
< Safi sana, hata mm wa mwisho 😄

=== vincent-okoth | support | brian | closed | reason=resolved
@ -5 08:40
< Niaje, nilipata SMS mbili za order yangu moja, nimelipishwa mara mbili?
> Niaje Vinny. Nacheki... malipo ni moja tu, message ndio ilienda mara mbili
< Unasure?
> Sure kabisa, 3,800 mara moja, jana 16:22
< Poa basi, moyo umetulia
> Pole kwa presha 😅
P> Pia nimekupigia simu kukuhakikishia, Brian wa Tandika
< [unsupported] 
< Hiyo ilikuwa view once ya statement, ignore
> Sawa, haikuonekana hata hivyo

=== hellen-kemunto | deliveries | brian | closed | reason=delivered
@ -12 09:15
> Good morning Hellen, your linen curtains are coming to South B today, 11 to 1
< Great. Ring bell B4
> Will do
~ 150
< They are here, thanks
> Thank you Hellen

=== charity-rukwaro | sales | brian | closed | reason=sold
@ -6 13:00
< Hi, do you ship to Nyeri? I want two fleece blankets
> Hi Charity, yes by courier
< Great. Grey ones, 6x6
> 2,100 each, two is 4,200, courier 350
< I will pay on Wednesday
> No problem
@ -4 10:20
< Paid 4,550
> Received, thank you. Who collects in Nyeri?
< I will tell you soon, open a delivery for me please
> Done

=== brenda-naserian | deliveries | brian | closed | reason=delivered
@ -20 10:00
> Hello Brenda, Kitengela van leaves at noon with your curtains and rods
< Fitter as well?
> Fitter as well, they sit together 😄
< Gate code is 4471#
> Thank you, I will give it to him only
~ 280
< All done, he even swept
> Musa always sweeps

=== caroline-wairimu | sales | brian | closed | reason=sold
@ -12 12:30
< Hello, four memory foam pillows please. Kilimani, Wood Avenue
> Hello Caroline. 7,600 and delivery 300
< Can I collect on Saturday instead?
> Of course, we open 8:30
< Ok. Paying at the shop
@ -10 11:45
< Collected, thanks for carrying them to the car
> Any time!

=== felix-barasa | sales | amina | closed | reason=sold
@ -7 14:10
< Habari, nataka duvet ya 5x6 na iwe ya bei ya chini
> Habari Felix. Polycotton iko 3,200, cotton 4,500
< Tofauti ni gani hasa
> Cotton inapumua, haitoi jasho. Polycotton inakauka haraka
< Nachukua ya 3,200. Rangi?
> Grey na blue
< Blue. Embakasi Nyayo
> 3,200 na 300
< Nimetuma 3,500, asante
> Imefika, order TH-2289. Kesho kutwa tunaleta

=== gideon-kiprop | sales | wanjiku | closed | reason=sold
@ -8 10:30
< I need one 5x6 set today, maroon. Any left?
> One left, I can hold it until 5
< Hold it. I will send 4,500 now
< The network is bad, let me try again
> Take your time, one payment is enough 😄
< Sent
> [img:bed-maroon] Packed, this is the one. TH-2279
< I will pass at 4
~ 200
< Picked. Thanks
> Thank you Gideon

=== esther-wangari | sales | amina | closed | reason=sold
@ -6 09:05
< Hi, double rods mbili na curtains za cream za bedroom mbili, Kasarani Mwiki
> Hi Esther. Linen cream 750 per metre, kila dirisha kama 3m
< So 6m?
> 6m, 4,500, kushona 900, rods mbili 3,800, fitting 1,000
< 10,200. Ongeza sheer nyeupe pia ya moja
> Sheer 3m 1,350 na kushona 450. Jumla 12,000 kamili
< Wacha nitafute
~ 140
< Nimepata. Nimetuma yote
> Asante sana. Tumepokea elfu kumi na mbili
< Lini?
> Siku tatu, fitter atakupigia {edited}

=== paul-njoroge | sales | amina | closed | reason=sold
@ -4 16:30
< Hi, one 6x6 winter duvet, charcoal. Delivered to Thika, Makongeni
> Hi Paul, 6,400 and Thika is 450
< Can it be there Tuesday?
> Van goes Tuesday and Friday, yes
< Paid 6,850 just now
> Received, TH-2284
< [img:swatches] {deleted}
< Wrong picture, sorry, that was for my sister 😄
> Have a good evening
`;
