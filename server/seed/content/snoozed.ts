/** Conversations put away until a time. */
export const SNOOZED = `
=== njeri-ruaka | sales | brian | snoozed | until=+2 09:00
@ -3 11:30
< Habari, naomba catalogue yote kwa PDF
> [doc:price-list] Hii hapa Njeri, iko na bei zote
< Asante. Naona curtain per metre ni 750, na lining?
> Lining ni 250 per metre zaidi
< Nangoja gypsum ikamilike kwa nyumba, fundi anasema wiki ijayo
> Sawa, pima baada ya gypsum ndio urefu usibadilike
< Ukweli. Nikumbushe Thursday basi
> Nitakukumbusha bila shaka
< Nimekutumia catalogue yangu pia ya mimea, uniungishe 😄

=== kamau-hardware | sales | brian | snoozed | until=+1 10:00
@ -2 10:40
< Kamau hardware Thika. Mnauza rods kwa bei ya jumla?
> Ndio James. Dozen moja double rod 3m ni 1,450 kila moja
< Retail ni ngapi kwenu
> 1,900
< Margin kidogo. Nikichukua dozen tatu?
> 1,380 na tunaleta Thika bure
< Brackets ni za chuma ama plastic?
> Chuma, rangi nyeusi na bronze
< Leta sample moja ya kila rangi kwanza
> Kesho gari linaenda Thika, nitaweka
< Basi nikiona ndio tutaongea

=== irene-chepkoech | sales | brian | snoozed | until=+3 08:30
@ -4 17:20
< Hello, my landlord is repainting so I will need curtains in about two weeks
> Hi Irene, no rush. Which estate?
< Kileleshwa, Othaya Road. Tall windows, like 2.8 m drop
> For 2.8 we turn the cloth sideways so there is no join, the design must be plain
< Plain is my style anyway
> Perfect. I will check in when the paint is dry
< [voice:voice-13] 
> Heard you. Olive or rust, both look great on off white walls

=== wangeci-muriithi | sales | amina | snoozed | until=+1 14:00
@ -1 12:05
< Hi, do you have the weighted blankets?
> Hi Wangeci, we are getting 6 kg and 8 kg with the container clearing this week
< How much roughly?
> 6,500 and 7,800
< I want the 6 kg in grey if there is
> I have put your name first on the list. I will message when it is out of Mombasa
< 🙏

=== elimu-school | sales | wanjiku | snoozed | until=+5 09:00 | priority=high
@ -9 08:50
< Good morning. This is Elimu Hope School in Kajiado. We require bedding for 60 boarders
> Good morning Mr Wafula. Three by six decker beds?
< Yes. One mattress cover, two sheets, one blanket, one pillow each
> In school colours or plain?
< Navy blue, with a place to write the name
> We sew a white tape for names. Per child it is KSh 2,950 for that set
< The board had in mind 2,500
> With a polyester blanket instead of fleece, 2,620. I would not go lower, it will not last three terms
< Please put both on paper
~ 200
> Sent to the school e-mail, and one sample set goes with the Kajiado van on Friday
@ -6 11:15
< Sample received. The matron is pleased
> Wonderful. When does the board sit?
< In two weeks. Kindly bear with us
> Of course, the price is held until term opens

=== oscar-muriuki | support | brian | snoozed | until=+1 08:00
@ -2 16:20
< Bro curtain rod imeanza kubend katikati
> Pole Oscar. Ni ile ya 3m single?
< Yeah na curtain ni heavy
> Inahitaji bracket ya katikati, hatukuweka?
< Hamkuweka
> Basi ni sisi. Fitter anakuja kesho kutwa na bracket, free
< Fiti sana

=== nancy-wanjala | deliveries | amina | snoozed | until=+1 07:30
@ -1 17:50
< Niko shags hadi kesho kutwa, msilete kabla
> Sawa Nancy, tunashikilia. Unarudi Buruburu siku gani?
< Alhamisi asubuhi
> Basi Alhamisi mchana
< Nawaletea ndizi 😂
> 😂 Tunangoja ndizi basi

=== charity-rukwaro | deliveries | brian | snoozed | until=+2 11:00
@ -2 15:40
< Hi, which courier takes parcels to Nyeri?
> Hi Charity, 2NK, same evening if we drop before 3 pm. 350
< My cousin will collect, can I send her ID later?
> Yes, we need name and ID before dropping
< I'll send on Thursday when she is back in town
> Noted, parcel is packed and waiting
`;
