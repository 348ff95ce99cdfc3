/** Sales conversations that are open today. */
export const SALES_OPEN = `
=== joseph-mwangi | sales | - | open
@ 1630m
< Hiyo 6x6 grey bado iko?
@ 1618m
< Niko town kesho nikuje nichukue
@ 1180m
< Hiyo 6x6 grey bado iko? Niko town karibu na Archives saa hii

=== mama-shiru | sales | brian | open
@ -3 09:40
< Habari mwanangu, zile blanketi za watoto bado ziko?
> Mama Shiru habari yako! Ziko, za 4x6 ni 1,400
< Nilikuwa nataka mbili, moja ya pinki na nyingine ya blue
> Pinki iko, blue imeisha. Kuna kijani ya dinosaur
< Dinosaur ni nini 😂
> 😂😂 yule mnyama mkubwa wa zamani. Watoto wanapenda
< Haya weka hiyo
> Nimekuwekea. Rongai utatumiwa na rider ama utakuja?
< Nitakuja Jumatano
@ 580m
< [voice:voice-18] 

=== kelvin-otieno | sales | brian | open
@ -1 11:20
< Niaje boss, curtains za keja South B zinaweza cost how much?
> Poa Kelvin. Inategemea size na kitambaa. Uko na vipimo?
< Zii, sina tape. Mnaweza kuja kupima?
> Ndio, kupima ni free within Nairobi. Leo jioni ama kesho?
< Kesho asubuhi kabla nitoke job, 7:30
> Hiyo ni mapema sana buda 😅 Fitter anaanza saa mbili
< Basi saa mbili on the dot
> Fiti. Nitumie house number
@ 226m
< [img:gate-green] Rangi ya gate ni hii, house 14
< Fitter amekuja ama bado? Niko hapa nangoja

=== msafiri | sales | - | open
@ 22m
< Hi, mko wapi?
@ 19m
< Mnauza duvet covers pekee bila duvet?

=== zawadi-kerubo | sales | - | open
@ 3m
< Hello, do you have mosquito nets for a 6x6 four poster bed?

=== dennis-kariuki | sales | - | open
@ 61m
< Sasa, price list tafadhali
@ 60m
R:First reply> Karibu Tandika Home. Ujumbe wako umefika, mmoja wetu atakujibu hivi karibuni.
@ 49m
< Poa. Nataka sana sana za mattress protector 5x6, na kama mnadeliver Thika Section 9

=== njoki-gathoni | sales | wanjiku | open | priority=high
@ -4 10:10
< Hi Wanjiku, quarter order time 😊 Same as last time but maroon is out, guests complain it looks dark
> Hi Njoki! Understood. What about the sage green? It just came in
< Send a picture in daylight please, not shop light
> [img:swatches] By the window. Sage is bottom left
< I like it. 12 sets of sage then
> Twelve at 4,800, and I will keep the courier to Naivasha at 900 like before
< Is the stitching improved? Two corners opened last time
> Yes, we changed the tailor for corners. I checked these myself
@ -1 15:00
< Good. One question, can the pillowcases be oxford style with a border?
> They can, plus 80 each
< Ok go ahead with 24 oxford cases
> Thank you Njoki, I will send the invoice in the morning
@ 310m
< Morning! No invoice yet? Our accountant leaves at noon today

=== grace-nyambura | sales | brian | open
@ -2 13:10
< Hi, saw your blackout curtains on Facebook. Are they real blackout or just dark?
> Hi Grace, real. Three pass weave, put a torch behind and you see nothing
< My husband works nights so I am serious 😅
> Then you want it wall to wall, the light leaks at the sides. What is the width?
< 1.8 m window, I can extend the rod to 2.4
> Good. 4.8 m of cloth then, 950 a metre plus stitching 150
< 5,280?
> Correct, and a double rod is 1,900 if you need one
< I have a rod. Do you fit in Kasarani?
> 500 for one window, Seasons area same day
< Let me confirm the drop, kids are sleeping in that room
> Sure
~ 180
< Drop is 2.2 m from rod to floor
> Perfect, standard roll covers that without a join
< And washing?
> Cold, no bleach, line dry inside out. Never tumble
< Ok what colours
> Navy, charcoal, cream, wine
< Charcoal please
@ 300m
< Can I pay half now?
> You can, but for one window we ask for full since we cut to your size
< Makes sense
> Total with fitting and delivery is KSh 6,080. Shall I send the M-Pesa prompt?
< Give me an hour, I am in a meeting
@ 150m
> Total ni KSh 6,080 na fitting kesho asubuhi, niko tayari ukiwa tayari {delivered}

=== peter-ochieng | sales | amina | open
@ -5 16:00
< Niaje, bedsheets za 5x6 zinaenda aje
> Poa Peter. Pair 1,800 cotton, 1,200 polycotton
< Chukua polycotton mbili, unaleta Umoja?
> Umoja 300. Jumla 2,700
< Sawa natuma
@ -4 09:30
< Nimetuma 2,200, hiyo 500 ntaongeza rider akifika
> Tumeona 2,200. Iliyobaki ni 500, rider hapokei cash, tuma kwa till tafadhali
< Poa poa
@ -3 09:00
R:Payment reminder> [tpl:payment_balance_sw:Peter:500:TH-2287] 
@ 330m
< Jana nilisahau, leo usiku natuma
> Hakuna tatizo Peter, mzigo uko tayari

=== salma-hassan | sales | amina | open
@ -4 11:45
< Asalaam aleikum, mnauza mapazia ya msikiti ama nyumba tu?
> Waaleikum salaam Salma. Tunashona yoyote, tuambie vipimo
< Partition ya kina mama, mita 9 na urefu 2.5
> Tunashauri blackout isiyo na maua, cream ama kijani
< Kijani. Bei?
> 9m kwa mara moja na nusu ni 13.5m, 12,825 na kushona 2,025
< Nitapeleka kwa kamati
> [doc:price-list] Price list yetu hii, kwa kumbukumbu ya kamati
@ 1700m
> Salma, kamati imeamua vipi? {failed=131047}

=== samuel-kiprono | sales | brian | open
@ -2 10:00
< Hi, are you the ones who fitted curtains at Juja South Estate, house of Mrs Ngugi?
> Yes Sam, that was our team in August 😊
< She says you are good. I need the same for 3 windows
> Thank you! Same linen in oatmeal?
< Yes but mine are smaller, 1.5 m each
> 3 m of cloth per window, 9 m: 6,750, stitching 1,350, fitting 3 windows 1,500
< Total 9,600?
> Yes, and transport to Juja is on us
< When?
> Friday if you confirm by tomorrow noon
@ 270m
< Confirmed. How do I pay
> I have asked M-Pesa to prompt you for half, 4,800. Enter your PIN only if it says Tandika Home {+🙏}
> Let me know once it is through

=== fatuma-abdi | sales | amina | open
@ -1 09:10
< Amina sis, nataka tena zile pillows za foam
> Fatuma karibu tena! Ngapi?
< Nne. Na protector ya 6x6
> 7,600 na 2,600, jumla 10,200. Kwako South C delivery ni bure leo
< Waah asante. Natuma sasa
> Nangoja
~ 6
< Imeenda
R:Payment received> Asante Fatuma! Tumepokea KSh 10,200. Oda yako inafungwa sasa.
> Rider atakuja kesho mchana, size ya foam ni ile ile ya medium?
@ 340m
< Medium ndio. Asante
> Karibu. Rider ako njiani, dakika kama arobaini

=== collins-omondi | sales | brian | open
@ -3 19:20
< Maze niaje, mko na throw pillows?
@ -2 08:20
> Niaje Collo, ziko. 18x18 ni 550, na cover peke yake 350
< Nataka tano za mustard
> Mustard ziko tatu. Naeza mix na navy?
< Hebu nione vile zinakaa pamoja
> [img:swatches] Cheki row ya juu, navy na ile tan ya mwisho. Mustard ni kama tan lakini imekolea
< Hapo nimeona. Basi mustard tatu navy mbili
> 2,750. Unapick ama tunaleta?
@ 500m
< Napick Saturday, niwekee
> Nimeweka kwa jina lako. Shop inafungwa 6:30 pm

=== purity-mwende | sales | amina | open
@ -1 14:30
< Hello, do the 6x6 duvets come with a removable cover?
> Hello Purity. The 5,200 set is one piece. The 6,400 winter one has a zip cover you can wash alone
< That is the one I want. Is it very hot though? Athi River is warm in January
> There is a 250gsm insert for the same cover, much lighter. I can give you that for 5,900
< Nice. Colours?
> White, sage and charcoal in stock
< Charcoal then. Does the charcoal bleed?
> First wash alone with salt, after that it is fine
@ 240m
< Ok. Is there an installment plan, like lipa pole pole?
> Yes, three payments in 30 days, you collect after the last one. First is 2,000
> Shall I open it for you?

=== ian-mutua | sales | brian | open
@ -2 20:15
< evening. need 2 blackout roller blinds, not curtains. you do those?
@ -1 08:12
> Good morning Ian. We do roller blinds to measure, 2,800 per square metre
< 1.2 by 1.4 and 0.9 by 1.4
> That is 4,704 and 3,528, together KSh 8,232 fitted
< child safe chain?
> Yes, cleated to the wall, included
< cool
> To book the fitter I need a phone number, yours does not show here. Could you share one we can call?
@ 700m
< can we keep it on whatsapp?
> Of course. The fitter will write from this number when he is at your gate

=== rehema-juma | sales | amina | open
@ -6 12:00
< Habari, mnatuma Mombasa?
> Ndiyo Rehema, kwa courier ya basi, 600. Inafika siku ya pili
< Nataka chandarua na shiti za 6x6
> Chandarua ya mviringo 1,500, shiti pair 2,200
< Rangi nyeupe zote
> Sawa. 4,300 pamoja na courier
< Nitalipa kwa simu ya dada yangu, jina ni Mwanaisha
> Hakuna shida, andika jina lako kwenye ujumbe baada ya kulipa
@ -5 08:30
< Bado sijapata pesa, nisubiri wiki hii
> Sawa Rehema
@ 900m
R:Quote follow-up> [tpl:quote_follow_up_sw:Rehema:KSh 4,300] 
@ 640m
< [button:Bado nataka] 
> Vizuri! Nikuwekee kando mpaka Jumamosi?

=== stephen-gitau | sales | brian | open
@ -1 12:20
< Good afternoon, quote for a 3 seater sofa throw, heavy one
> Good afternoon Steve. Woven cotton 3 seater is 2,900, chenille is 3,600
< Is the chenille the shiny one?
> Slightly, in the light. Woven is matt
< Woven in beige please. Can I see it at the shop in Kiambu?
> We only have Biashara Street, but I can send it with a rider and you pay if you like it. 450 either way
< That works for me
@ 460m
> Rider can pass at 2 pm tomorrow, is someone home?
< My wife is. I will tell her
> Great, please share her name for the rider
`;
