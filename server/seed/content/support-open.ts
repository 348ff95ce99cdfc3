/** Support conversations that are open today. */
export const SUPPORT_OPEN = `
=== caroline-wairimu | support | brian | open | priority=urgent
@ -8 10:30
< Hello. I bought 4 memory foam pillows on Saturday, receipt TH-2260. One of them smells very strongly
> Hello Caroline, sorry about that. New foam smells for two or three days. Have you aired it?
< It has been on the balcony since Sunday
> Then give it one more night and if it is still there we swap it
< Ok
@ -7 09:05
< Smell is gone. But now look at this
< [img:pillow-torn] Seam opened by itself, I have only used it two nights {#torn}
> Oh no. That should not happen {^torn,+😮}
> Can you send me the receipt so that I open the exchange?
< [img:receipt-paper] 
> Thank you. Opened as EX-071. A rider will bring a new one and take this one
< When?
> Tomorrow between 10 and 1
@ -6 13:30
< It is 1:30. Nobody came
> I am so sorry. The rider had a puncture at Adams. He can be there at 3
< I took half a day off for this
> I understand, and the delay is on us. I am adding a pillow protector for free
~ 110
< He came. But he brought a FIBRE pillow not memory foam
> Caroline I do not know what to say. Wrong box was loaded
B# @wanjiku this is the second mistake for the same customer. Can I give a refund on one pillow and still replace?
W# Yes, approved. Refund 1,900 and replace with the right one. Call her, do not only write.
> I have spoken to my manager. We will refund that pillow fully and still replace it with the right one
< Thank you. I want the right one today, please keep the refund
> Rider Kevin leaves now with it, I checked the box myself
< Received. This one is good {+🙏}
> Thank you for your patience, truly
@ -1 11:00
< Hi Brian, me again. I am afraid a second pillow of the four has the same seam problem
> Hi Caroline. Please send me a picture
< [img:pillow-torn] Same place, same side
> I see it. It must be that whole batch. I will replace all the remaining three
< All three? That is fair of you
> Let me check stock of the new batch and confirm this evening
< I will wait
@ 290m
< Morning, any news? You said evening 😕
< I host visitors on Thursday

=== ahmed-noor | support | amina | open | priority=high
@ -10 09:00
< Good morning, fitter was supposed to come 8:30 for the curtains at South B, Plainsview
> Good morning Ahmed, he is at the roundabout, ten minutes
< Ok
~ 150
< He has finished. Neat work, thank you
> Happy to hear that! May I ask for a picture?
< [img:curtains-navy] {+👌}
> They look great
@ -3 19:40
< Hi. In daylight the two panels do not match, the left one is lighter than the right
@ -2 08:15
> Good morning Ahmed. Could be two dye lots. Can you take a photo with both in the same light?
< [img:curtains-navy] Left is clearly lighter {#lots}
> You are right, I see it {^lots}
> The roll ran out in the middle and they took from a new one. That should have been told to you
< What now? I am not paying for another panel
> You will not pay. We re-cut both from one roll
< How long without curtains? My bedroom faces the road
> We make the new ones first, then swap in one visit. You are never without
< That is good. When
> Cutting is tomorrow, swap on Friday
< Friday I am at the mosque from 12 to 2
> Then 9 in the morning?
< Works
A# Dye lot mix on navy roll 7. Both panels re-cut from roll 9, charged to us. @wanjiku for your list
W# Seen. Ask the tailor to write the roll number on the job card from now on.
@ -1 14:10
> Ahmed, both panels are cut and on the machine
< 👍
> Fitter is Musa again, he knows the house
< Good man
@ 395m
< Is it still possible to add a tie back on each side?
< And please confirm Musa comes at 9, I leave at 10

=== tabitha-moraa | support | - | open
@ 840m
< Habari, nilinunua duvet jana lakini ni 5x6 na mimi nilitaka 6x6. Naeza badilisha?

=== faith-muthoni | support | brian | open
@ -1 10:20
< Sasa Brian, zip ya duvet cover imeharibika
> Pole Faith. Uliosha na machine?
< Ndio lakini gentle
> Zip iko na warranty ya miezi sita. Ulete shop ama rider akuje?
< Kitengela ni mbali jamani, rider
> Kuchukua ni free kwa sababu ni kosa letu
< Asante. Atakuja lini?
> Kesho mchana, nipe location
< [loc:kitengela] 
@ 175m
< Rider amenipigia lakini hakusema jina. Ni wenu kweli? Naogopa kumpa bila kujua

=== gideon-kiprop | support | wanjiku | open | priority=high
@ -5 15:20
< I paid 4,500 twice by mistake for the same order TH-2279. Please refund one
> Hello Gideon, Wanjiku here. I see one payment matched and one without an order. Let me verify with M-Pesa
< I have both messages if you need them
< UKJ3W8N5RT Confirmed. Ksh4,500.00 paid to TANDIKA HOME. on %date% at %time%. New M-PESA balance is Ksh640.20. Transaction cost, Ksh0.00.
> Thank you. Both are on our statement, so it is ours to return
< How long does it take?
> We send it back to the same line within two working days
@ -2 11:00
< Two working days have passed
> You are right, the reversal was waiting for a second approval. Otieno is doing it today
O# Reversal needs my approval on the portal, done at the bank tomorrow morning. @wanjiku please tell him honestly.
> I was too quick. It will be tomorrow before noon, and I apologise
< Ok tomorrow
@ 430m
< Tomorrow is today. Nothing received
@ 200m
< Hello?

=== esther-wangari | support | amina | open
@ -1 16:00
< Fitter alikuja akaweka rod moja tu, ingine alisema screws zimeisha
> Aki pole Esther. Anarudi kesho asubuhi na screws za kutosha
< Na ile ya kwanza iko kidogo upande upande
> Atainyoosha akija
< Sawa
@ 95m
< Amekuja, ameweka. Lakini ameacha shimo kubwa kwa ukuta 😩
@ 94m
< [img:window-bare] Angalia pale kwa corner

=== winnie-awuor | support | amina | open
@ -2 12:00
< Hey, shiti zangu zimetoa rangi zikaingia kwa nyeupe 😭
> Aii Winnie pole sana. Ni zile maroon?
< Eeh na ilikuwa first wash
> Maroon lazima ioshwe peke yake na chumvi mara ya kwanza, card iko ndani ya pack
< Sikuona card yoyote
> Inawezekana ilisahaulika. Wacha nikusaidie na stain remover, na nikupe 20% kwa next
< Hiyo iko sawa. Stain remover gani
> Oxygen based, usiweke Jik. Loweka masaa manne maji vuguvugu
@ 320m
< Nimejaribu, imetoka nusu
> Rudia mara moja tena, nusu iliyobaki huwa inatoka kwa second round. Nijulishe

=== brenda-naserian | support | brian | open
@ -3 09:50
< The fitting guarantee, does it cover if a kid pulls down the rod? 😬
> Hi Brenda 😄 Officially no, but let us see. Is the bracket broken or only out of the wall?
< Only out of the wall
> Then it is just new plugs, 300 for the visit
< That is fine, thank you for being honest
> When are you home?
< Weekdays after 5
@ 520m
> Fitter can come on Wednesday 5:30 pm, shall I book him?
< Let me check with the house help and confirm
> Sure Brenda

=== felix-barasa | support | amina | open
@ -1 13:00
< Hello nimepokea order lakini pillowcase ni moja badala ya mbili
> Pole Felix, receipt number?
< TH-2289
> Nimeona, kweli tulipack moja. Ya pili inakuja na rider wa Embakasi kesho
< Poa, sina haraka
@ 380m
> Rider anaitwa Sammy, atakuwa Embakasi saa tisa hivi {sent}

=== hellen-kemunto | support | brian | open
@ -2 11:30
< Good morning, how do I wash the linen curtains? The label fell off
> Good morning Hellen. 30 degrees, gentle, take the eyelet rings off if you can
< Rings do not come off
> Then put the top in a pillowcase and tie it, saves the rings and your machine
< 😂 genius
> Iron while slightly damp
< And how often?
> Twice a year is enough if you dust them
@ 610m
< One of the tie backs is missing its hook. Can I buy just the hook?
> Yes, 50 bob. Next time you pass by, or I can add to a rider going to South B for free
> Which do you prefer?
`;
