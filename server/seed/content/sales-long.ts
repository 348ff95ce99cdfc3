/** Long sales threads, in the notation of `parse-script.ts`. */
export const SALES_LONG = `
=== mercy-atieno | sales | amina | open | priority=high
@ -6 09:14
< Habari za asubuhi, niliona duvet zenu kwa status ya rafiki yangu
< Mko na 6x6?
> Habari Mercy, karibu Tandika Home. Ndiyo, 6x6 zipo: grey, white na maroon
> Set ni duvet, shiti moja na pillowcases mbili, KSh 5,200
< Niletee picha ya grey tafadhali
> [img:bed-grey] Hii ndiyo grey, fibre nzito ya 400gsm {#grey,+😍}
< Waaah ni smart sana {^grey}
< Na white?
> [img:bed-white] White ya hotel. Hii inataka kuoshwa mara kwa mara 😅
< Haha na watoto watatu hapana. Grey ndio iko sawa
< Bei ya mwisho?
> Tukiongeza shiti za 6x6 pair tunaweza fanya delivery Ruiru kwa 300 badala ya 450
< Shiti ni how much
> Pair ya cotton ni 2,200
< Wacha niongee na mzee jioni alafu nikushow
> Hakuna haraka Mercy, nakuwekea moja kando hadi kesho
! A claimed A
@ -4 17:40
< Nimerudi 😄 mzee amekubali
< Nataka grey set, shiti pair ya cream na pillows mbili
> Poa sana! Jumla: 5,200 + 2,200 + 1,300, na delivery 300. Hiyo ni KSh 9,000
< Pillows ni zile za 650?
> Eeh fibre, 650 kila moja. Memory foam ni 1,900
< Fibre iko tu sawa
A# @brian set ya grey ya mwisho iko store ya juu, nimeandika jina la Mercy. Usiuze tafadhali
B# Sawa, nimeiona. Nitaleta counter kesho asubuhi
> Ukiwa tayari lipa kwa Till ya Tandika Home, halafu unitumie jina la mlipaji
< Nalipa Friday salary ikiingia
> Sawa kabisa
@ -1 13:05
< Amina nimetuma, angalia
< UKL8H2P7QD Confirmed. Ksh9,000.00 paid to TANDIKA HOME. on %date% at %time%. New M-PESA balance is Ksh2,114.00. Transaction cost, Ksh0.00.
> Asante Mercy, nacheki upande wetu sasa hivi
~ 3
R:Payment received> Asante Mercy! Tumepokea KSh 9,000. Rider atakupigia kabla ya saa kumi na mbili.
> [doc:receipt-mercy] Receipt yako hii hapa
< Thank you. Delivery inaweza kuwa kesho jioni? Leo niko job mpaka usiku
> Inawezekana. Kesho saa kumi na moja hivi iko sawa?
< Iko sawa kabisa
> Nitumie location ya gate basi
< [loc:ruiru] 
< [img:gate-green] Gate ni hii, no 14 {#gate}
> Nimeiona, nimempatia Kevin rider {^gate,+👍}
@ 140m
> Mercy habari, mzigo umefungwa. Kevin anatoka town saa tisa na nusu
< [voice:voice-11] 
> Haina shida, akifika atakupigia mara mbili
< Sawa
@ 38m
> Rider ni Kevin, atafika 17:30. {unconfirmed}
@ 14m
< Sawa, asante! Anaweza kuacha kwa caretaker? Baba Njoro yuko kwa gate

=== bluepalm | sales | amina | open | priority=high
@ -12 10:02
< Good morning. I manage BluePalm Serviced Flats in Kilimani. Do you do wholesale for bedding?
> Good morning Ruth, yes we do. From 10 sets the price changes. How many flats are you dressing?
< 24 flats, all 6x6. We want white hotel stripe, something that survives a commercial laundry
> Then you want the 300 thread cotton, not microfibre. It takes 60 degree washes without going grey
< What would 24 sets come to?
> Retail is 5,200. At 24 I can do 4,650 a set
< Hmm. Someone on Kamukunji quoted me 3,900
> I know the ones, they are polycotton 144. You will replace them by June. Let me send you a swatch of both so you feel the difference
< Fair enough. Send it to the office, Argwings Kodhek Road
> [img:swatches] The stripe is the cream one at the bottom, second from left. It also comes in pure white
< Pure white please
> Noted. Rider brings the swatch tomorrow before 11
@ -11 11:20
< Swatch received. The fabric is good, I admit 😊
> I told you 😊 Shall I prepare a quotation?
< Yes, include 48 memory foam pillows and a second sheet pair for each flat
! A transferred W
W# Taking pricing on this with Amina. Floor for 24 sets is 4,500, please do not go below without asking me. @amina
W> Hi Ruth, Wanjiku here, I run the shop. Amina is putting together the numbers and I have approved free delivery
! W transferred A
< Thank you Wanjiku
~ 50
> [doc:quote-bluepalm] Quotation Q-118 as discussed: 24 sets, 24 sheet pairs, 48 pillows. KSh 237,600 delivered {#quote}
< That is above what the owner approved. We have 215,000 {^quote}
> If you take fibre pillows for the second pillow on each bed it drops to 213,600
< So one foam and one fibre per bed?
> Exactly. Guests get a choice, many hotels do it that way
< That is actually clever. Let me present it
@ -8 15:30
> Hello Ruth, any word from the owner?
< He is travelling, back on Monday
> No problem, the price holds for 14 days
@ -5 09:45
< Owner says yes in principle. He wants to know about exchange if a duvet comes with a defect
> Seven days for anything, and six months on stitching. We replace, you do not return the whole lot
< Can that be in writing?
> I will add it to the quotation today
~ 120
> [doc:quote-bluepalm] Updated with the six month line at the bottom
< Good. And the invoice, it must be eTIMS
> Of course, we are on eTIMS
@ -2 16:10
< We are paying the first half from the bank tomorrow. Do you take RTGS or only M-Pesa?
> Both. Bank details are on the quotation, page foot. Use Q-118 as reference
< Perfect
@ 190m
< Bank says the transfer is queued, should reflect by 3
> Thank you Ruth, we start packing as soon as it lands
< Can we get 24 sets by Thursday though? First guests check in on Friday
@ 126m
< Also two of the flats are 5x6 not 6x6, I just confirmed with the caretaker. Does the total change?

=== lilian-chebet | sales | amina | open
@ -9 12:11
< Sasa, mnatengeneza curtains ama mnauza ready made pekee?
> Poa Lilian! Tunatengeneza kwa vipimo vyako, siku tatu hadi nne
< Per metre ni?
> Linen look 750, blackout 950, sheer 450. Kushona na eyelets 150 per metre
< Nimehama Kasarani, madirisha manne. Sitting room mbili kubwa na bedroom mbili
< Nipime aje
> Pima upana wa rod, si dirisha pekee, na urefu kutoka rod hadi chini
< [img:window-bare] Hii ndio ya sitting room, tape inasema 2.1m {#win}
> Poa. 2.1 tunazidisha mara mbili ndio ipige mikunjo, so kama 4.2m ya kitambaa {^win}
< Uuuh ni mingi
> Ukitaka isiwe nzito tunaweza fanya mara moja na nusu, 3.2m
< Hiyo afadhali. Hebu nione rangi
> [img:curtains-navy] Navy blackout
> [img:curtains-sheer] Na hii ni sheer ya ndani {#sheer}
< Sheer ni mrembo {^sheer,+❤}
< Niwekee navy na sheer kwa sitting room, bedroom blackout ya maroon
> Nahesabu, dakika mbili
> Sitting room: navy 6.4m na sheer 6.4m. Bedroom: maroon 5m. Kitambaa 13,710, kushona 2,670
< Jumla kama 16,380? 😳
> Ndio. Lakini fitting ya madirisha yote manne nakupea bure, kawaida ni 2,000
< Nipunguzie kidogo banaa, mimi ni customer wa kudumu
> 😂 Hujanunua bado Lilian
< Nitakuwa wa kudumu basi
> Nimeongea na manager, 15,800 final na fitting ni bure
< Deal. Naweza lipa deposit?
> Half inatosha tuanze kukata. 7,900
@ -7 18:02
< Nimepata 4k leo, ingine end month
> Hatuwezi kata kitambaa na chini ya nusu, pole. Naweza kukuwekea roll ya navy
< Sawa weka
@ -2 10:25
< Niko na balance sasa, nilipe wapi?
> Till ya Tandika Home. Nikuitishie prompt kwa simu?
< Eeh tuma ya 3,900 nikamilishe half
> Inakuja
< [img:mpesa-screen] Hii ilikuwa ile ya kwanza ya wiki iliyopita
> Asante, picha tunaiona lakini lazima ionekane kwa system yetu. Nacheki
@ -1 16:48
> Lilian tumepata moja ya 4,000. Ile ya 3,900 bado haijafika
@ 205m
< Nimelipa lakini sijapata confirmation message
< Pesa imetoka kwa simu yangu

=== nafula-wekesa | sales | amina | open
@ -15 11:00
< Hello, I would like to do a wedding gift list with you. Do you offer that?
> Hello Nafula, congratulations! Yes. You choose the items, we keep the list and guests pay for whichever they like
< That is lovely. How do guests know what is left?
> They write to this number with your name and we tell them. When something is taken we cross it off
< Ok. Can I come to the shop to choose?
> Please do. Biashara Street, second floor, Monday to Saturday 8 to 6:30
@ -13 14:40
< Had a great time today, thank you Amina 😊
> The pleasure was mine! Here is the list as I wrote it:⏎1. Duvet set 6x6 white x 2⏎2. Memory foam pillows x 4⏎3. Sheer curtains, sitting room 8m⏎4. Blackout, bedroom 6m⏎5. Waterproof protector 6x6⏎6. Throw blankets x 2 {#list}
< Remove the throws and add bath towels {^list}
> Done, set of 6 towels at 3,600
< What is the whole list worth?
> KSh 41,350 today
< Noted. Invitations go out this weekend
@ -10 09:20
< First guest says she wrote to you. Did she pay for the pillows?
> I cannot tell you who 🙈 but yes, two of the four pillows are taken
< 😂😂 fair
> It keeps the surprise
< Someone else wants to give cash towards the curtains, is that allowed?
> Yes, we keep it as part payment on that line
@ -6 17:15
> Update: duvet sets both taken, pillows taken, 5,000 in on the sheers
< I am in tears, people are kind
< [sticker:sticker-asante] 
> [img:bed-white] This is how we will pack the duvets, with a ribbon {+❤}
< Please no glitter ribbon, my mum will keep it for ten years
> Plain cream ribbon then 😄
< When would you deliver?
> The Thursday before, so nothing sits in your house for long
< We are in Lavington until the wedding, then Syokimau
> We can hold everything here and take it to Syokimau after. No charge for storage
< Even better
@ -2 12:30
< One more thing, the curtains. My fiancé says the rod is already there but 3.4m
> Our double rods go to 3m, above that we join two. I would come and measure
< Saturday morning possible?
> Yes, the fitter is free at 10. Send me the pin for Syokimau please
@ 410m
< [loc:syokimau] 
< Block C, 4th floor. Gate will have your name
> Thank you. Booked for Saturday 10:00. Please have someone there to open
`;
