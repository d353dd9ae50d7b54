using NbaStudio.Engine.Propensity;
using NbaStudio.Live;
using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Support;

/// <summary>One invented customer, decision and tree, in the shape of the mocks.</summary>
public static class ConsoleDetails
{
    private static readonly DateTimeOffset Noon = ConsoleSamples.Noon;

    public static ExplanationView Explanation(string language)
    {
        var ja = language == "ja";
        string Say(string en, string japanese) => ja ? japanese : en;
        CandidateView Scored(string en, string japanese, CandidateFate fate, double p, double c, double v, double l, string sentence, double price = 0) => new()
        {
            Action = Say(en, japanese), ActionId = en, TreatmentId = en, Fate = fate, Stage = fate == CandidateFate.Chosen ? null : fate == CandidateFate.Outranked ? FunnelStage.Selection : FunnelStage.Threshold,
            Equation = new Equation(p, c, v, l, price, (p * c * v * l) - price), PropensityInterval = PropensityInterval.Of(p, 0.3), Sentence = sentence, WouldWin = fate == CandidateFate.Outranked ? new WhatWouldWin(p * 1.4, v * 1.4, null, null) : null,
        };
        CandidateView Fell(string en, string japanese, FunnelStage stage, string sentence) => new()
        {
            Action = Say(en, japanese), ActionId = en, TreatmentId = en, Fate = CandidateFate.FellOut, Stage = stage, Sentence = sentence,
        };
        return new ExplanationView
        {
            DecisionId = "d-0", Time = Noon, Channel = ConsoleSamples.Push, Probability = 0.93, ExplorationBudget = 0.01, CandidateCount = 10,
            Sentence = Say("Yui gets \"3 months half price\" because leaving looks likely: the cancel page doubled the weight of Retain.", "解約ページの閲覧で「維持」の重みが2倍になったため、「3か月半額」を選びました。"),
            Candidates =
            [
                Scored("3 months half price", "3か月半額", CandidateFate.Chosen, 0.084, 2, 11_200, 1.2, Say("Highest priority of the 5 scored.", "採点した5件のうち最高の優先度です。")) with { Heads = Say("engagement 8.4% × ¥11,750; harm 0.20% × −¥23,100", "反応8.4%×¥11,750、悪影響0.20%×−¥23,100") },
                Scored("Loyalty 10%", "長期割10%", CandidateFate.Outranked, 0.072, 2, 9_300, 1.2, Say("Wins if P rises to 10.2%, or value to ¥13,070.", "Pが10.2%、または価値が13,070円になると選ばれます。")),
                Scored("Renew early", "早期更新", CandidateFate.Outranked, 0.048, 2, 9_300, 1.2, Say("Wins if P rises to 10.2%.", "Pが10.2%になると選ばれます。"), 12),
                Scored("Upgrade to Unlimited M", "使い放題Mへ変更", CandidateFate.Outranked, 0.041, 1, 14_400, 1, Say("Wins if the Grow lever rises from 1.0 to 3.9.", "「成長」のレバーが1.0から3.9になると選ばれます。")),
                Scored("Points double weekend", "週末ポイント2倍", CandidateFate.BelowThreshold, 0.052, 1, 2_400, 1, Say("Below the silence threshold of 150.", "見送りのしきい値150を下回っています。")),
                Fell("Thank-you 2 GB", "お礼の2GB", FunnelStage.ContactPolicy, Say("1 of 1 in 30 days. Free again on 2 Dec 2026.", "30日で1回の上限です。2026年12月2日から再び対象になります。")),
                Fell("5G handset, 0% instalments", "5G端末 分割0%", FunnelStage.Suitability, Say("Contract has 28 days left, needs more than 90.", "契約の残りは28日で、90日を超える必要があります。")),
                Fell("Family line, second at half", "家族回線 2回線目半額", FunnelStage.Eligibility, Say("Lines on the account is 2, needs 1.", "契約回線数は2で、1である必要があります。")),
                Fell("Roaming pass Asia", "アジア周遊パス", FunnelStage.Applicability, Say("No trip or roaming event in the last 14 days.", "直近14日に渡航のイベントがありません。")),
                Fell("Phone insurance by a partner", "提携スマホ保険", FunnelStage.Consent, Say("Partner offers are off since 3 Aug 2026.", "提携先の案内は2026年8月3日から停止中です。")),
            ],
        };
    }

    public static CustomerView Customer(string language)
    {
        var ja = language == "ja";
        string Say(string en, string japanese) => ja ? japanese : en;
        return new CustomerView
        {
            CustomerId = "kw-004182", Name = ConsoleSamples.Text("Yui Kashiwagi", "柏木 結衣"), Language = "ja", OnlineOn = [ConsoleSamples.App], Simulated = true,
            Profile =
            [
                new(ConsoleSamples.Text("Age", "年齢"), 34.0), new(ConsoleSamples.Text("Plan", "プラン"), "M"), new(ConsoleSamples.Text("Monthly fee", "月額"), 4_280m),
                new(ConsoleSamples.Text("Contract ends", "契約満了"), Noon.AddDays(28)), new(ConsoleSamples.Text("Visits, 7 d", "訪問 7日"), 6.0, CompleteFrom: Noon.AddDays(-2)),
                new(ConsoleSamples.Text("Paperless", "電子明細"), true), new(ConsoleSamples.Text("Mood, last call", "前回通話の気分"), null),
            ],
            Goals =
            [
                new(ConsoleSamples.Text("Gift for 5,000 points", "5,000ポイントのギフト"), 0.62, null, null, GoalStanding.Open),
                new(ConsoleSamples.Text("Ten paperless bills", "電子明細10回"), 0.4, 0.58, Noon.AddDays(120), GoalStanding.Behind),
                new(ConsoleSamples.Text("First year with us", "ご利用1周年"), 1, 1, Noon.AddDays(-3), GoalStanding.Reached),
            ],
            Consents =
            [
                new(ConsoleSamples.App, "marketing", ConsentState.Granted, true, Noon.AddYears(-1), "sign-up"), new(ConsoleSamples.Web, "marketing", ConsentState.Unknown, true, null, null),
                new(ConsoleSamples.Email, "marketing", ConsentState.Refused, false, Noon.AddMonths(-3), "unsubscribe"), new(ConsoleSamples.Email, "service", ConsentState.Unknown, false, null, null),
            ],
            NextBest =
            [
                new(ConsoleSamples.Push, Say("3 months half price", "3か月半額"), 2_258, null, null), new(ConsoleSamples.App, Say("Renew early", "早期更新"), 1_071, null, null, Explanation(language) with { DecisionId = "", Channel = ConsoleSamples.App }),
                new(ConsoleSamples.Web, null, null, new LiveSilence("below", 125, 150), null), new(ConsoleSamples.Email, null, null, null, Say("no consent for marketing", "マーケティングの同意なし")),
            ],
            Explanation = Explanation(language),
            Timeline =
            [
                new(Noon, TimelineKind.Decision, Say("Decided: 3 months half", "決定: 3か月半額"), Say("3.1 ms, sent as App push", "3.1 ms、アプリ通知で送信"), "d-0"),
                new(Noon, TimelineKind.Trigger, Say("Trigger: thinking of leaving", "トリガー: 解約検討"), Say("3 views of /cancel in 11 min", "11分間に/cancelを3回閲覧"), null),
                new(Noon.AddSeconds(-3), TimelineKind.Event, Say("Page view /cancel", "ページ閲覧 /cancel"), null, null),
                new(Noon.AddHours(-1), TimelineKind.Silence, Say("Silence", "見送り"), Say("best priority 118 is below 150", "最高の優先度118が150を下回りました"), "d-2"),
                new(Noon.AddHours(-2), TimelineKind.Accepted, Say("Accepted: bill explained", "承諾: 請求のご説明"), null, "d-6"),
                new(Noon.AddDays(-1), TimelineKind.Declined, Say("Dismissed: Points double", "非表示: ポイント2倍"), null, null),
            ],
            Pressure = [new(Say("Everything", "すべて"), 4, 6), new(Say("App push", "アプリ通知"), 1, 3), new("SMS", 3, 3)],
            Waiting = [new(Noon.AddMinutes(30), Say("No answer by 15:02: decide again", "15:02までに回答がなければ再決定"))],
        };
    }

    public static DecisionView Decision(string id, string language)
    {
        var live = ConsoleSamples.Decision(0);
        return new DecisionView
        {
            DecisionId = id, Time = live.Time, CustomerId = live.CustomerId, CustomerName = live.CustomerName, Moment = live.Moment, Channel = live.Channel, Revision = 48, Latency = live.Latency,
            Result = LiveResult.Accepted, Amount = 11_200, Simulated = true, ModelVersion = 48_211, Arm = language == "ja" ? "通常" : "normal", Explanation = Explanation(language),
            Inputs = Customer(language).Profile, Outcomes = [.. Customer(language).Timeline.Skip(4).Take(1)],
        };
    }

    /// <summary>The winner and the next one change places.</summary>
    public static ReplayComparison Compared(string? change, string language)
    {
        var candidates = Explanation(language).Candidates;
        var (first, second) = (candidates[0], candidates[1]);
        return new ReplayComparison(
            change, 48, 49, [new ReplaySlot("Hero", 1, first, second with { Fate = CandidateFate.Chosen })],
            [new ReplayDifference(first, first with { Fate = CandidateFate.Outranked, Sentence = "Lost <now>." }), .. candidates.Skip(1).Select(c => new ReplayDifference(c, null))], ["Age"]);
    }

    public static ActionTree Tree(string language)
    {
        var ja = language == "ja";
        string Say(string en, string japanese) => ja ? japanese : en;
        var push = new ActionNode("retain/stay/half/push", ActionLevel.Treatment, Say("App push", "アプリ通知"), null, "app", ActionStatus.Live, 288, 0.041, 621_300, []) { Channel = "push" };
        var mail = new ActionNode("retain/stay/half/mail", ActionLevel.Treatment, Say("E-mail", "メール"), null, "email", ActionStatus.Paused, null, null, null, []) { Channel = "mail" };
        var half = new ActionNode("retain/stay/half", ActionLevel.Action, Say("3 months half", "3か月半額"), null, null, ActionStatus.Live, 402, 0.066, 1_400_600, [push, mail]);
        var stay = new ActionNode("retain/stay", ActionLevel.Group, Say("Stay bonus", "継続特典"), null, null, ActionStatus.Live, 402, 0.066, 1_400_600, [half]);
        var retain = new ActionNode("retain", ActionLevel.Objective, Say("Retain", "維持"), "retain", null, ActionStatus.Live, 1_842, 0.048, 4_574_100, [stay]);
        var upgrade = new ActionNode("grow/plan/upgrade", ActionLevel.Action, Say("Upgrade to Unlimited M", "使い放題Mへ変更"), null, null, ActionStatus.Scheduled, null, null, null, []);
        var plan = new ActionNode("grow/plan", ActionLevel.Group, Say("Plan upgrade", "プラン変更"), null, null, ActionStatus.Live, 2_210, 0.031, 4_636_100, [upgrade]);
        var grow = new ActionNode("grow", ActionLevel.Objective, Say("Grow", "成長"), "grow", null, ActionStatus.Live, 3_106, 0.029, 6_646_800, [plan]);
        return new ActionTree([retain, grow], 2, 2, 2, 2, true) { Channels = [("push", push.Name), ("mail", mail.Name)] };
    }

    public static ActionDetails Details(string path, string language)
    {
        var ja = language == "ja";
        return new ActionDetails
        {
            Path = path, Trail = ja ? ["維持", "継続特典", "3か月半額"] : ["Retain", "Stay bonus", "3 months half"], Level = (ActionLevel)path.Count(c => c == '/'), Status = ActionStatus.Live, LeverAbove = 1.2,
            Rules = [new(FunnelStage.Eligibility, ja ? "維持" : "Retain", "condition \"adult\"", [new("adult", "customer.age >= 18")], "objective", "retain"), new(FunnelStage.Applicability, ja ? "3か月半額" : "3 months half", "count(event \"page_view\" where page = \"/cancel\" in 30m) >= 3", [], "action", "half")],
            Responses = [ja ? "クリックか承諾(3日以内)" : "click or accept within 3 days"],
        };
    }
}
