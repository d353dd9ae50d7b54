namespace NbaStudio.Demo.Policy;

/// <summary>Invented messages to a mobile operator in English, sorted by intent, each with its mood.</summary>
internal static class MessagesEnglish
{
    public const string Text = """
        # cancellation
        0 How do I cancel my contract?
        0 I would like to end my plan at the end of this month.
        0 What is the notice period if I want to leave?
        0 Please send me the cancellation form.
        0 Can I keep my number when I move to another operator?
        0 I need a porting code, please.
        0 Is there a fee for leaving before the two years are over?
        - I've had enough. Cancel my contract today.
        - I am leaving, another company offers twice the data for less.
        - I want out of this contract, it is far too expensive for what I get.
        0 Please close my account from March 1.
        0 My mother passed away, how do I terminate her line?
        0 We are moving abroad for good and have to end both contracts.
        - Fed up with the price going up, I will switch to another provider.
        - I have asked twice to cancel and you still charge me. Stop it.
        0 When does my minimum term end so that I can quit?
        0 I no longer need the second SIM, please cancel it.
        0 Want to terminate my tablet line.
        - Your competitor is cheaper. I'm thinking of leaving unless you do something.
        0 If I cancel now, what happens to my points?
        - I regret signing up. How fast can I get out?
        0 I wish to withdraw from the contract I signed last week.
        0 How long does it take to transfer my number away?
        - No reason to stay with you any longer, please end it.
        0 Please confirm that my contract will not renew.
        0 I want to stop the service while I study overseas and probably not come back.
        - I'm done with you. Send me the code to move my number.
        + You have been good to me, but I am moving to Canada and have to cancel.
        0 Cancel my subscription please
        0 need to unsubscribe from the mobile plan, what are the steps
        0 I want to cancel my contract.
        0 Can I cancel my plan online?
        0 How can I cancel without paying a fee?
        0 What do I need to cancel my phone contract?
        0 Please cancel my plan by the end of the month.
        - Cancel everything, I am switching to another operator.
        - I want to cancel because the network is so bad.
        - If this is not solved I will cancel my contract.
        0 I am thinking of switching to another provider. What are the conditions?
        0 How do I leave and take my number with me?
        0 Cancel my line please, I do not use it any more.
        - I will leave you, the price is too high.
        0 When can I cancel at the earliest?
        0 I got a better offer from another company and want to end my contract.
        0 What is the cancellation fee?
        0 Do I have to come to the shop to cancel?
        - Still not cancelled! I sent the cancellation weeks ago.
        0 Please tell me how to terminate the contract of my late father.
        0 I want to switch providers but keep my phone number.
        - Leaving. Service keeps getting worse and the price keeps going up.
        # billing
        - Why is my bill so much higher than last month?
        0 When is my next payment due?
        0 Can I change the credit card you charge?
        - You charged me twice for September.
        - There is a charge of 3,000 yen on my invoice that I do not recognise.
        0 I would like to pay by bank transfer instead.
        0 Where can I download my invoice as a PDF?
        0 Please move my billing date to the 25th.
        - My payment failed although there is enough money in the account.
        0 Can I split this month's bill into two payments?
        - I want a refund for the days without service.
        0 What does "universal service fee" on the bill mean?
        0 Is the handset instalment included in the monthly amount?
        - The discount you promised is missing from the invoice.
        0 I need receipts for the last six months for my tax return.
        - Nobody told me that calls to that number cost extra. 5,800 yen!
        0 How much do I owe right now?
        0 My card expired, how do I enter the new one?
        + The refund arrived within two days, thank you.
        0 Could you send the bill to my company's address?
        - I was billed for roaming that I never used.
        - You took the money three days early and my account is overdrawn.
        0 does autopay come with a discount
        0 Why do I get a paper bill and what does it cost?
        - Your invoice makes no sense at all, the sums do not add up.
        0 I paid at the convenience store yesterday, has it been booked?
        0 What was my average bill this year?
        0 Can I use my points to pay the bill?
        - Late fee? I paid on time, please take it off.
        + Good that the new bill shows each line separately, finally I understand it.
        0 Where can I see my bill?
        - My bill is wrong.
        - The bill is too high, please check it.
        0 I have a question about my invoice.
        0 How much is my bill this month?
        - I was charged twice, please refund the money.
        0 How do I pay my bill?
        0 Can I pay by credit card?
        0 I want to change my payment method.
        - Why did you charge me an extra fee?
        0 When will the payment be taken from my account?
        0 Please send me a copy of my last invoice.
        - I never agreed to this charge, give me my money back.
        0 Did you receive my payment?
        - My bill went up by 2,000 yen without any reason.
        0 I cannot pay this month's bill on time, can I pay later?
        0 What is this fee on my bill?
        - I want my money back for the wrong charge.
        0 My bank account has changed.
        + Thanks for the refund, the bill is right now.
        # device
        0 My phone does not turn on any more.
        - The screen cracked after two weeks, this is poor quality.
        0 Which phones do you have with a really good camera?
        0 How much is my old phone worth if I trade it in?
        - The battery is empty by noon.
        0 How do I set up e-mail on my new phone?
        0 Is the new model available in blue?
        0 My SIM card is not recognised after the update.
        0 How do I move my photos to the new phone?
        0 I dropped my phone in water, what should I do?
        - The handset you sent me is scratched, I want another one.
        0 Can I use an eSIM with my tablet?
        0 When does my phone get the next software update?
        - The phone gets so hot that I cannot hold it.
        0 Does the warranty cover a broken charging port?
        + I love the new phone, the camera is wonderful.
        0 How do I unlock my device?
        0 I forgot the PIN of my SIM.
        0 Is this phone compatible with 5G?
        - Repairs took four weeks and the speaker is still broken.
        0 I need a phone with big letters for my father.
        0 Where can I have my battery replaced?
        + The set-up was so easy, everything was moved over in minutes.
        0 How long is the delivery time for the phone I ordered?
        - My brand new phone restarts by itself all the time.
        0 The touch screen does not react in the lower corner.
        0 phone wont charge, tried another cable
        0 Can I buy the watch without a contract?
        0 My phone was stolen, please block it.
        0 Can you recommend a sturdy phone for work on a building site?
        0 My phone is broken.
        - My new phone does not work.
        0 The screen of my phone is cracked, can you repair it?
        0 The battery of my phone does not last long.
        0 How much does a repair of the screen cost?
        0 I want to buy a new phone.
        0 Which phone do you recommend?
        0 How do I put the SIM card into my phone?
        0 My phone does not charge any more.
        0 Is there a warranty on the phone?
        0 Do you take my old phone in exchange for a new one?
        - The phone freezes all the time.
        0 My phone is lost, can you lock it?
        0 How do I reset my phone?
        0 Which phones have the best battery?
        0 I would like to return the phone I bought.
        - The camera of my new phone does not work.
        0 How do I transfer my contacts to a new phone?
        0 I cannot turn on my tablet.
        + My new phone is great and the battery lasts two days.
        # travel
        0 I am flying to Thailand next week. What does data cost there?
        0 Does my plan work in the United States?
        0 How do I switch on roaming?
        0 Is there a day pass for Korea?
        - I have no signal in Italy although roaming is on.
        0 How much are calls home from Hawaii?
        0 Which countries are part of the travel pack?
        0 Can I use my allowance in the EU?
        0 We are on a cruise, do I pay satellite rates?
        - Roaming ate 10,000 yen in one day, I was never warned.
        0 Do I need to tell you before I travel?
        0 I land in Taipei tonight, please activate data abroad.
        0 Is tethering allowed while abroad?
        + The travel pack worked perfectly in Vietnam.
        0 How do I turn roaming off before the flight?
        0 Will people who call me pay more when I am in France?
        0 What happens when the travel data is used up?
        - My phone says no service since I arrived in Singapore.
        0 Going to Australia for three months, what do you suggest?
        0 Can I buy a roaming package at the airport?
        0 Does WhatsApp count as data when I am overseas?
        + Data abroad was fast and cheaper than I thought, great.
        0 My daughter studies in London, can she keep using her SIM there?
        0 I need 10 GB for a business trip to Germany.
        0 Are incoming text messages free abroad?
        - I bought the overseas option and it still does not connect.
        0 How long is the 5 GB travel pass valid?
        0 Which network do I have to choose in Spain?
        0 roaming in turkey how much
        0 We're on holiday in Bali, how can the kids get more data?
        0 Can I use my phone abroad?
        0 How much is roaming?
        0 I am travelling to Japan, does my plan work there?
        0 What does data cost abroad?
        0 I am going abroad next month, what do I need?
        0 How do I activate roaming for my trip?
        - Roaming does not work in France.
        0 How much is a call from abroad?
        0 I need data for my holiday in Spain.
        0 Do you have a travel pack for the USA?
        0 Which plan is best for travel overseas?
        0 I will be abroad for two weeks, how much data do I get?
        - I am abroad and have no connection.
        0 Is roaming in Europe included in my plan?
        0 Can I make calls when I travel in China?
        0 How do I avoid roaming charges on my trip?
        0 What are the prices for roaming in Thailand?
        0 Does the family plan work when we travel abroad?
        + Roaming worked great on our holiday, thank you.
        0 We fly to Korea on Friday, can you switch on data roaming?
        # upgrade
        0 I need more data every month. Which plan fits?
        0 Can I switch from M to L?
        0 What does the unlimited plan cost?
        0 I would like to add a line for my son.
        0 How do I buy an extra 5 GB for this month?
        0 Is there a family discount if we all join?
        0 Can I change my plan in the middle of the month?
        0 I hardly use data, is there a smaller plan?
        0 What is the difference between L and Unlimited?
        0 I want to upgrade to 5G.
        + The M plan has been great, I'd like to move up to L.
        0 Do you have a student rate?
        0 Please add the video option to my contract.
        0 I work from home now and need a tethering allowance.
        - 20 GB is never enough, give me something bigger.
        0 When can I renew my contract with a better plan?
        0 Can two phones share one data allowance?
        0 Add international calls to my plan please.
        0 Is there fibre for the home as well?
        0 I run out of data on the 20th each month, what can I do?
        + I heard good things about the unlimited plan and want to sign up.
        0 How much would it be to add my wife's number?
        0 Could I get voicemail and call waiting?
        0 Which plan do you recommend for a lot of streaming?
        0 Can I go back to the S plan next month?
        0 switch me to the bigger package please
        0 Is the unlimited plan really without a speed limit?
        0 I want to order a second SIM for my tablet.
        - Speed drops after 20 GB, I need a plan without that.
        0 We are four people, what would everything cost on one contract?
        0 I want to change my plan.
        0 I need a bigger plan with more data.
        0 Can I upgrade my plan?
        0 Which plan has the most data?
        0 What plans do you have for families?
        0 How much is the L plan?
        0 I want to add more data to my plan.
        0 I'd like to switch to the unlimited plan.
        0 Can I get a cheaper plan with less data?
        0 How do I buy more data?
        0 Can I add a second line to my contract?
        0 I want to add an option to my plan.
        - My data is always used up too early, I need more.
        0 What would a bigger plan cost per month?
        0 Is there a plan with unlimited calls?
        0 Could my daughter be added to our family plan?
        0 Upgrade me to the L plan please.
        0 Which plan would be right for me?
        0 How do I order an extra line for my wife?
        + I like my plan and would take even more data.
        # praise
        + Thank you, the lady in the shop was so kind and patient.
        + Great service, problem solved in five minutes!
        + Just wanted to say that the network has been excellent lately.
        + Your chat helped me right away. Thanks a lot!
        + I have been with you for ten years and am still happy.
        + The new app is fantastic.
        + Mr Sato explained everything clearly, please tell him thanks.
        + Fast, friendly, perfect.
        + Really pleased with how you handled my question.
        + Best operator I have ever had.
        + Thanks for the birthday points, what a nice surprise.
        + Even in the mountains I had a signal, well done!
        + Excellent support, keep it up.
        + You are awesome, thank you so much.
        + I recommended you to three friends.
        + Wonderful, exactly what I needed.
        + Very satisfied, five stars.
        + Thank you for calling back as promised.
        + The technician was on time and very polite.
        + Love the smartphone class, I learned a lot.
        + So easy! I am impressed.
        + Big thanks to the team that fixed the outage overnight.
        + The delivery was quicker than expected, thanks.
        + I appreciate how honest your advice was.
        + It all works now, you made my day 😊
        + Good job, I could not ask for more.
        + Lovely people on the phone, thank you.
        + Happy customer here, nothing to complain about!
        + Thank you very much for your help.
        + Thanks for the quick answer!
        + Your service is great, thank you.
        + I am very happy with your service.
        + Thank you for the friendly service in the shop.
        + The staff were very kind and helpful.
        + Everything works perfectly, thanks.
        + I am so happy with the network.
        + Great support, thank you so much!
        + Thanks to your team, you solved my problem.
        + Very good service, I am really satisfied.
        + The lady on the phone was very helpful.
        + I love your service.
        + Perfect, thank you.
        + You always help me so quickly, great job.
        + Nice and friendly staff, I will come back.
        + The best service I ever had, thanks a lot.
        + I am impressed by how fast you solved it.
        + Thank you, that was excellent.
        + Wonderful staff, thank you for your patience.
        # complaint
        - I have had no signal at home for three days.
        - Your hotline kept me waiting for fifty minutes.
        - The internet is so slow that nothing loads.
        - This is the third time I write and nobody answers.
        - The man in the shop was rude to me.
        - I am very disappointed with your service.
        - Calls drop every few minutes, it is unbearable.
        - Terrible network, worst I ever had.
        - You promised to call me back and never did.
        - The app crashes every time I open it.
        - It is a disgrace how you treat old customers.
        - I want to complain about your staff in Shibuya.
        - Again no network in the whole district, when will this be fixed?
        - Useless chat bot, I want to speak to a person!
        - I get advertising calls every day, please stop this.
        - Nothing works and nobody cares.
        - I was sent from one department to the next for two hours.
        - The technician did not show up, I took a day off for nothing.
        - Since your update the reception is awful.
        - Unacceptable. I expect an apology.
        - I am angry: you gave me wrong information again.
        - Video calls freeze all the time on your network.
        - Your shop was closed although the website said open.
        - The connection breaks down every evening.
        - I was lied to when I signed.
        - still no internet!! this is ridiculous
        - How can it take two weeks to answer a simple question?
        - Worst customer service ever 😡
        - I reported the outage on Monday and still have no service.
        - Too many text messages from you, it is annoying.
        - Your service is terrible.
        - I have no signal again.
        - The network does not work.
        - The internet does not work at my home.
        - I am very angry about your service.
        - Nobody answers the phone.
        - I waited for an hour on the phone and nobody answered.
        - The connection is very slow.
        - Your staff were unfriendly and did not help me.
        - This is the worst service ever.
        - I have complained before and nothing happens.
        - No internet for two days, this is unacceptable.
        - Bad service, bad network, bad everything.
        - I am tired of waiting for an answer.
        - Calls are cut off all the time.
        - The reception at my home is very bad.
        - Your shop made me wait for two hours.
        - I am not satisfied with your answer at all.
        - Why does nobody help me?
        - The network is down again and nobody tells us anything.
        # other
        0 What are the opening hours of your shop in Ueno?
        0 I moved, here is my new address.
        0 I forgot the password of my account.
        0 How do I change my name after the wedding?
        0 Hello, is anybody there?
        0 Can I make an appointment for Saturday?
        0 Where is the nearest shop?
        0 How do I turn off the newsletter?
        0 How many points do I have?
        0 When do my points expire?
        0 Please change my e-mail address.
        0 Do you have jobs for students?
        0 I would like to speak to someone about a partnership.
        0 Is your hotline open on holidays?
        0 How do I log in to the app?
        0 Please switch my contact language to Chinese.
        0 Can my son sign in with my account?
        0 I need a certificate of contract for the school.
        + Thanks, that's all for now.
        0 What is your fax number?
        0 Do I have to bring my passport to the shop?
        0 How do I set up voicemail greetings?
        0 Which documents do you need from me?
        0 Is there parking at the shop?
        0 Did you get my letter from last week?
        0 How can I block unknown callers?
        0 How do I set a limit for my kids?
        0 What can I get for 5,000 points?
        + Good morning, just a short question.
        0 Can someone help me in Portuguese?
        - I cannot log in, the code never arrives.
        0 test
        0 Where is your shop?
        0 When is the shop open on Sunday?
        0 What are your opening hours?
        0 I want to change my address.
        0 I forgot my password.
        0 How do I change my password?
        0 I cannot log in to my account.
        0 How many points have I got?
        0 What can I do with my points?
        0 Please update my address and my name.
        0 How can I contact you by e-mail?
        0 I would like to book an appointment at the shop.
        0 Hello
        0 I have a question.
        0 Do you have a shop near the station?
        0 How do I use my points?
        0 Please send me a new password.
        0 What documents do I have to bring to the shop?
        0 Where do I find my customer number?
        0 How do I stop the newsletter?
        """;
}
