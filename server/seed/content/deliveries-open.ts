/** Delivery conversations that are open today. */
export const DELIVERIES_OPEN = `
=== jane-akinyi | deliveries | amina | open | priority=high
@ -1 17:10
> Habari Jane, mzigo wako TH-2290 unaletwa kesho Rongai kati ya saa nne na saa sita
< Poa, nitakuwa home
@ 170m
< Rider amenipigia akasema amefika Tuskys ya zamani, nimemwambia aendelee mbele
> Asante, namwambia atafute kanisa la kijani
< [loc:rongai] 
< Nyumba ya tatu baada ya kanisa
> Nimemtumia pin yako
@ 66m
< Sasa simu yake haishiki 😤
< Niko kwa gate na jua ni kali. Ako wapi?

=== paul-njoroge | deliveries | - | open
@ 410m
< Hi, order TH-2284 to Thika was to come yesterday. Where is it?
@ 128m
< Anyone there?

=== hassan-ali | deliveries | brian | open
@ -1 10:40
< Habari, nimechagua mapazia shop, nimeambiwa nilipe ndio rider atoke
> Habari Hassan, ndiyo. Jumla ni 7,450 na delivery ya Eastleigh
< Sawa
@ 53m
< UKM2T9K4WB Confirmed. Ksh7,450.00 sent to TANDIKA HOME for account TH2295 on %date% at %time%. New M-PESA balance is Ksh88.10. Transaction cost, Ksh0.00.
< Mtume rider sasa tafadhali, nimeshalipa

=== beatrice-nekesa | deliveries | brian | open
@ -2 14:00
< Hello, mnaleta Kitengela siku gani?
> Kitengela ni Jumanne na Ijumaa, Betty
< Basi Ijumaa
> Sawa, nitumie pin ya nyumba siku hiyo asubuhi
@ 88m
< [loc:kitengela] Naomba rider akifika EPZ anipigie
< Na nataka kubadilisha number ya kupigia, ni ya house girl
< [card:achieng] 

=== moses-kibet | deliveries | amina | open
@ -1 09:30
> Hello Moses, your curtains are ready. Fitter and delivery together today at 3 pm, Ruiru Membley?
< Today is not good, I am in Nakuru. Tomorrow?
> Tomorrow 11 am works. Is that fine?
< Yes 11 am
@ 255m
< Sorry, I am stuck at a funeral meeting. Can we move to Saturday?

=== susan-wambui | deliveries | - | open
@ 36m
< Hi, do you deliver on Sundays?

=== lucy-adhiambo | deliveries | amina | open
@ -1 15:20
< Niaje, rider atakuja saa ngapi?
> Niaje Lucy, Donholm ni jioni, saa kumi na moja
< Sawa niachie kwa shop ya Mama Njeri kama siko
> Shop iko upande gani wa stage?
< Opposite na Greenspan gate, iko na rangi ya blue
> Poa nimeandika. Ukirudi jioni utamlipa yeye chochote?
< Zii nilishalipa yote
> Ni kweli, naona. Asante
@ 300m
< Sijapata bado btw
> Rider aliacha kwa Mama Njeri jana 18:05, amesaini. Hebu muulize
> [img:rider-parcel] Hii picha alipiga akiondoka

=== victor-cheruiyot | deliveries | brian | open
@ -2 10:30
< Good morning, can the delivery to Juja come with the fitter to save me one transport?
> Good morning Victor. Yes if you can wait until Thursday
< Thursday is fine
> Then you pay only 450 once
< Great service
@ 540m
< Is it still Thursday?
> Yes, Thursday 2 pm, Musa and the curtains in one car. Please clear the space under the windows

=== agnes-mumbua | deliveries | amina | open
@ -1 11:15
< Hi, naomba mlete baada ya saa kumi, mtoto hulala mchana
> Sawa Agnes, tumeandika baada ya saa kumi
< Na msipige horn 😅
> 😂 Rider atatuma text tu
@ 410m
< Asante sana
> Rider ni Sammy, amevaa reflector ya orange. Atakutext akiwa kwa gate ya Syokimau {failed=131026}

=== daniel-kimani | deliveries | brian | open
@ -1 16:45
> Danny, rider alifika Zimmerman jana akakupigia mara tatu. Tupange siku nyingine?
< Simu ilizima, pole sana
< Leo jioni niko
> Leo jioni rider ameshaenda Rongai. Kesho saa saba?
@ 350m
< Saa saba niko job, lakini mlinzi anaweza pokea
> Jina la mlinzi ni nani na ako na simu?

=== mary-nduta | deliveries | amina | open
@ -3 12:00
< Is there a pick up point in Ruiru? I don't want to pay 450 for two pillowcases
> Hi Mary, yes, Kimbo stage at Mama Brayo shop, 150
< Perfect
> We drop there on Mondays and Thursdays
< Monday then
@ 460m
R:Order ready> [tpl:order_ready_en:Mary:TH-2293:Kimbo stage] 
< Thanks, opens till what time?
> Mama Brayo closes at 8 pm. Show her TH-2293

=== abdi-warsame | deliveries | wanjiku | open
@ -2 09:00
< Good morning, the 40 sheets for my shop, can they go to the Garissa Lodge stage instead of the store?
> Good morning Abdi. Yes, name of the person receiving?
< My nephew Yahya
> He will need to sign and show this message
< He will
@ 590m
< What time exactly, he closes for prayers
> The van reaches there 2:30, after prayers. I have told the driver
`;
