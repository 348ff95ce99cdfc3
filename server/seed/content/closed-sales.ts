/** Sales conversations that ended this month. */
export const CLOSED_SALES = `
=== joseph-kamande | sales | brian | closed | reason=sold
@ -21 09:30
< Good morning, I need navy curtains for a sitting room with two windows in Thika
> Good morning Joseph. What is the width of each?
< 2 m and 1 m side by side, I prefer one long rod
> Then it is better as two rods, a wall column is between them right?
< Yes how did you know 😄
> Every house in Section 9 is like that
< Haha true. Price?
> Navy blackout 12 m is 11,400, stitching 1,800, two double rods 3,800
< 17,000 and fitting?
> 1,000 for both windows. Total KSh 18,000
< Discount for cash?
> M-Pesa is cash 😄 I can add four tie backs
< Okay okay. And the sheer?
> Sheer would be 12 m at 450, plus 1,800 to stitch
< Leave the sheer for January
> Sure. Deposit is 9,000 and we cut tomorrow
< Sent
R:Payment received> Thank you Joseph! We have received KSh 9,000. Your curtains go to the tailor today.
@ -18 10:00
> Hello Joseph, they are ready. Can Musa come tomorrow at 10?
< There is a dog. Call before entering
> [card:fundi-musa] This is Musa, save his number please
< Saved
@ -17 10:40
> He says he is at your gate
< Dog is tied, he can come in
~ 95
< He is done. I like them a lot
< [img:curtains-navy] {+😍}
> They came out beautifully
< Sending balance now
~ 4
< UKC5M9X2PL Confirmed. Ksh9,000.00 paid to TANDIKA HOME. on %date% at %time%. New M-PESA balance is Ksh5,310.75. Transaction cost, Ksh0.00.
R:Payment received> Thank you Joseph! We have received KSh 9,000. Your order is fully paid.
> [doc:receipt-kamande] Your receipt, with the fitting guarantee
< My neighbour wants the same, I gave her your number
> Then the tie backs were worth it 😄 Thank you!
< Karibu

=== joseph-kamande | support | brian | closed | reason=resolved
@ -9 18:10
< Hi Brian, one eyelet on the left panel has popped out
@ -8 08:30
> Good morning Joseph. That is covered. Do you have the ring itself?
< Yes both halves
> Snap them together with the cloth between, front half has the lip. Or Musa passes on Thursday
< Let me try
~ 25
< It held 💪
> Engineer! If it opens again we replace the panel

=== yvonne-makena | sales | brian | closed | reason=sold
@ -11 19:05
< [order:yvonne] 
@ -10 08:15
> Good morning Yvonne, thank you for the order. Sage 6x6 and two foam pillows, KSh 9,000 before delivery
< Kilimani near Yaya. How much is delivery?
> 300, or free if Saturday morning works since the rider is around
< Saturday morning is perfect
> Great, please pay before Friday evening so we pack
< Done just now
R:Payment received> Thank you Yvonne! We have received KSh 9,000.
@ -8 10:20
> Rider is at the gate of Rose Apartments
< Coming down
< Got it. Love the packaging
> Enjoy your sleep 😴 {+😂}

=== yvonne-makena | support | brian | closed | reason=answered
@ -3 13:10
< Hi! Can foam pillows go in the washing machine?
> Hi Yvonne, only the cover. The foam takes a damp cloth and a day of air, never sun
< Good thing I asked 😅
> 😄 Many do not

=== leah-jepchirchir | sales | amina | closed | reason=sold
@ -19 10:00
< Good morning, I am looking for a super king duvet, 6x7
> Good morning Leah. 6x7 we make to order, three days, 6,900
< Same cotton as the 6x6?
> Same, 300 thread
< White with a thin grey line on the border?
> Yes, piping. Adds 350
< Go ahead. Can I pay by card?
> Not yet, M-Pesa or bank
< M-Pesa then
> 7,250 please, delivery in Lavington 300 included
< Paid
~ 2
> Thank you, it shows. Ready by Thursday
@ -16 15:30
> Leah, it is ready and on the way with Sammy
< Received, the piping is so elegant
> [sticker:sticker-asante] 

=== quincy-tirop | sales | brian | closed | reason=no_reply
@ -17 21:40
< yo how much is a duvet
@ -16 08:05
> Good morning, for which bed size? 4x6 is 3,800, 5x6 4,500, 6x6 5,200
@ -14 09:30
B# No answer in two days and the window is shut. Closing, it opens again by itself if he writes.

=== abdi-warsame | sales | wanjiku | closed | reason=sold
@ -16 09:20
< Hello, I have a shop at Garissa Lodge. Price for 40 pairs of 5x6 sheets?
> Hello Abdi. At 40 pairs, 1,380 for cotton, 920 for polycotton
< Cotton, mixed colours, no white
> Eight colours, five of each?
< Good. But 1,300
> 1,350 and I pay the van
< 1,320 final, I buy every two months
> For every two months, alright. 52,800
< I pay when they arrive
> Half now please Abdi, first order. From the next one we can talk
< Fair. Sending 26,400
~ 10
> Received, thank you. Colours are being counted
@ -13 14:50
< All 40 arrived, count is correct
> Thank you for checking. Balance when you are ready
< Sent now
> Seen. A pleasure, see you in two months

=== isaac-mbugua | sales | wanjiku | closed | reason=answered
@ -20 12:15
< Praise God. We want curtains for our church windows in Githurai, eight of them
> Amen Pastor. Do you have the sizes?
< The windows are arched at the top
> We fit a straight rod under the arch, it is neater and half the price
< What would be the cost, about?
> Eight windows at 1.5 m: around 24,000 with fitting, in the plain linen
< We shall collect on Sunday and see
> We can hold the price for a month, and give the sheer at cost for a church
< God bless you
> Karibu sana Pastor

=== martin-nzioka | sales | brian | closed | reason=sold
@ -14 11:00
< Do you deliver to Machakos town?
> Yes Martin, 450, Tuesdays and Fridays
< Need two 4x6 duvets for the kids, boys
> There is cars and there is football
< One each or they will fight
> 😂 Wise. 7,600 plus 450
< Sending 8,050
~ 5
> Received. Friday before noon
@ -11 12:30
< The football one got here, the cars one is actually football too
> Oh no, war at home? 😅
< Luckily both now want football. Keep it that way
> You just saved my Friday, thank you Martin {+😂}

=== simon-lekishon | sales | brian | closed | reason=sold
@ -12 10:30
< Hello, maasai shuka throw blankets, do you stock?
> Hello Simon, yes, fleece lined, red or blue, 2,300
< Two reds. I am in Kitengela
> Kitengela van is tomorrow, 450 or pick at Milele stage for 200
< Milele is fine
> 4,800 total then
< Paid. Name will show as Lekishon Stores
> Got it, I can see Lekishon Stores
@ -11 14:20
< Collected. Good quality
> Ashe oleng Simon 🙏
< 😄 you tried

=== wrong-boda | sales | amina | closed | reason=wrong_number
@ -8 13:40
< Buda uko wapi na ile helmet yangu
> Habari, hapa ni Tandika Home, tunauza mapazia. Nadhani umekosea namba
< Ah pole mkuu, namba zimefanana
> Hakuna shida. Ukihitaji duvet tupo 😄
< 😂😂 nikioa nitakam

=== loan-spam | sales | amina | closed | reason=spam
@ -18 07:12
< Congratulations! You qualify for a business loan up to 500,000 no CRB check. Reply YES

=== phoebe-anyango | sales | amina | closed | reason=sold
@ -7 10:10
< Hey Amina, the kids' room curtains with stars, still there?
> Hey Phoebe! Navy stars yes, pink stars two metres left only
< Navy. Window is 1.2 by 1.5
> 2.4 m, so 2,280 and stitching 360
< And a matching duvet 4x6?
> Stars duvet is 3,800. Together 6,440, say 6,300
< You are a darling. Langata, Onyonka
> I know it. Tomorrow?
< Yes. Paying at lunch
~ 70
R:Payment received> Thank you Phoebe! We have received KSh 6,300.
> Packed 🌟
@ -6 15:15
< He refused to leave his room since they went up 😂
> Best review we ever had

=== teresia-njambi | sales | amina | closed | reason=sold
@ -10 12:20
< Mko na shower curtains?
> Ziko Terry, 900 na rings zake
< Nataka ile haina maua mengi
> Kuna plain ya grey na moja ya majani kidogo
< Grey basi. Na bathmat?
> Bathmat 650. Jumla 1,550 na Kikuyu ni 450
< 450 ni mingi kwa vitu vidogo
> Kuna pick up ya Kikuyu town, duka la Wa Maria, 150
< Hapo sawa. Nimetuma 1,700
> Imeingia. Jumatano itakuwa pale
@ -7 16:40
< Nimechukua. Asanteni
> Asante Terry, karibu tena

=== fatuma-abdi | sales | amina | closed | reason=sold
@ -24 14:00
< Habari Amina, mapazia ya Eid yameshafika?
> Yamefika Fatuma! Beige yenye uzi wa dhahabu
< Bei kwa mita?
> 1,100, nzito kidogo. Kwako 1,050
< Mita kumi basi
> 10,500 na kushona 1,500
< Kushona niachie, dada yangu ana cherehani
> Basi 10,500 tu, na delivery South C
< Nimetuma
~ 3
> Asante, imeonekana
@ -23 12:50
< Kitambaa kizuri mno, mashallah
> Alhamdulillah. Tunasubiri picha zikishonwa {+❤}

=== umi-said | sales | amina | closed | reason=sold
@ -13 11:10
< Habari dada, nataka kanga za kitandani zile nyepesi
> Karibu Umi. Tuna bed throw za pamba, 1,650, nyepesi kwa joto la Mombasa
< Nipate mbili, moja ya samawati moja ya waridi
> 3,300 na courier 600. Namba yako haionekani kwetu, tunahitaji moja ya kupigiwa stendi
< Tumia ya kaka, ndiye atapokea na ndiye atalipa
< Anaitwa Said Mohamed
> Sawa, malipo yakija kwa jina la Said tutajua ni yako
~ 30
< Amelipa
> Imeonekana, jina Said M. Asante
@ -12 09:20
< Kaka amepokea leo alfajiri, nimependa sana
> Alhamdulillah, karibu tena Umi
`;
