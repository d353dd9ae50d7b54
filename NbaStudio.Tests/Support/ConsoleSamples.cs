using NbaStudio.Live;

namespace NbaStudio.Tests.Support;

/// <summary>Invented decisions in the shape of the mocks, for tests of pages.</summary>
public static class ConsoleSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 17, 5, 32, 7, 412, TimeSpan.Zero);

    public static LocalizedText Text(string en, string ja) => new(en, new Dictionary<string, string> { ["en"] = en, ["ja"] = ja });

    public static readonly LiveObjective Grow = new("grow", Text("Grow", "成長"));
    public static readonly LiveObjective Retain = new("retain", Text("Retain", "維持"));
    public static readonly LiveObjective Nurture = new("nurture", Text("Nurture", "育成"));
    public static readonly LiveObjective Serve = new("serve", Text("Serve", "サポート"));
    public static readonly LiveObjective[] Objectives = [Grow, Retain, Nurture, Serve];

    public static readonly LiveChannel App = new("app", "app", Text("App", "アプリ"));
    public static readonly LiveChannel Web = new("web", "web", Text("Web", "Web"));
    public static readonly LiveChannel Push = new("app-push", "app", Text("App push", "アプリ通知"));
    public static readonly LiveChannel Email = new("email", "email", Text("E-mail", "メール"));
    public static readonly LiveChannel Webhook = new("crm", "webhook", Text("SMS gateway", "SMS"));
    public static readonly LiveChannel Agent = new("agent", "agent", Text("Agent desk", "エージェント"));
    public static readonly LiveChannel[] Channels = [App, Web, Push, Email, Webhook, Agent];

    private static readonly (LocalizedText Name, LocalizedText Moment, LocalizedText Action, LiveObjective? Objective, LiveChannel Channel, double P, double C, double V, double L, LiveResult Result, int Amount)[] Rows =
    [
        (Text("Yui Kashiwagi", "柏木 結衣"), Text("Cancel page, 3rd view", "解約ページ 3回目"), Text("Stay bonus, 3 months half", "継続特典 3か月半額"), Retain, Push, 0.084, 2, 11_200, 1.2, LiveResult.Delivered, 0),
        (Text("Haruto Minagawa", "皆川 陽翔"), Text("Opened the app", "アプリを開いた"), Text("Upgrade to Unlimited M", "使い放題Mへ変更"), Grow, App with { Placement = Text("hero", "トップ枠") }, 0.041, 1, 14_400, 1.1, LiveResult.Shown, 0),
        (Text("Mei Hoshino", "星野 芽衣"), Text("Opened the web site", "Webを開いた"), "", null, Web with { Placement = Text("tile", "タイル") }, 92, 0, 0, 0, LiveResult.Decided, 0),
        (Text("Sota Kuramoto", "倉本 颯太"), Text("Bought 5 GB booster", "5GBブースターを購入"), Text("Thank-you 2 GB", "お礼の2GB"), Nurture, App with { Placement = Text("inbox", "受信箱") }, 0.312, 1.3, 1_850, 1.2, LiveResult.Accepted, 1_850),
        (Text("Rin Asahina", "朝比奈 凛"), Text("No purchase in 45 min", "45分間 購入なし"), Text("5G handset, 0% instalments", "5G端末 分割0%"), Grow, Email, 0.026, 1.5, 18_600, 1, LiveResult.Queued, 0),
        (Text("Daichi Moriya", "守屋 大地"), Text("Data 80% used", "データ使用量80%"), Text("Data 80% notice, top-up", "データ残量のお知らせ"), Serve, Webhook, 0.186, 1.4, 980, 1, LiveResult.Delivered, 0),
        (Text("Hana Nishio", "西尾 花"), Text("Call, intent: billing", "着信 意図「請求」"), Text("Explain this month's bill", "今月の請求のご説明"), Serve, Agent, 0.402, 2.4, 720, 1, LiveResult.Accepted, 720),
        (Text("Kaito Ogata", "緒方 海斗"), Text("Opened the app", "アプリを開いた"), "", null, App with { Placement = Text("hero", "トップ枠") }, 141, 0, 0, 0, LiveResult.Decided, 0),
        (Text("Sakura Enomoto", "榎本 さくら"), Text("Contract ends in 28 days", "契約満了まで28日"), Text("Renew early, Loyalty 10%", "早期更新 長期割10%"), Retain, Push, 0.067, 1.6, 9_300, 1.2, LiveResult.Declined, 0),
        (Text("Ren Shirakawa", "白川 蓮"), Text("Opened the web site", "Webを開いた"), Text("Family line, second at half", "家族回線 2回線目半額"), Grow, Web with { Placement = Text("hero", "トップ枠") }, 0.035, 1.2, 13_200, 1.1, LiveResult.Shown, 0),
    ];

    /// <summary>The n-th decision of the mocks, repeated for ever.</summary>
    public static LiveDecision Decision(int n, DateTimeOffset? time = null)
    {
        var row = Rows[n % Rows.Length];
        var silent = row.Objective is null;
        return new LiveDecision
        {
            DecisionId = $"d-{n}",
            Time = time ?? Noon,
            CustomerKey = 4182 + n,
            CustomerId = $"kw-{4182 + n:000000}",
            CustomerName = row.Name,
            Moment = new LiveMoment(MomentKind.Trigger, row.Moment),
            Channel = row.Channel,
            Choice = silent ? null : new LiveChoice(row.Objective!, "action", row.Action, "treatment", new Equation(row.P, row.C, row.V, row.L, 0, row.P * row.C * row.V * row.L)),
            Silence = silent ? new LiveSilence("below", row.P, 150) : null,
            Latency = new LiveLatency(300 + (n % 7 * 40), 600 + (n % 5 * 100), 300, 900 + (n % 11 * 300)),
            Candidates = 31,
            Drops =
            [
                new FunnelDrop(FunnelStage.Consent, "optedOut", 5), new FunnelDrop(FunnelStage.Eligibility, "rule", 12), new FunnelDrop(FunnelStage.Applicability, "rule", 6),
                new FunnelDrop(FunnelStage.Suitability, "rule", 1), new FunnelDrop(FunnelStage.ContactPolicy, "cap", 4), new FunnelDrop(FunnelStage.Threshold, "belowThreshold", silent ? 3 : 1),
                new FunnelDrop(FunnelStage.Selection, "outranked", silent ? 0 : 1),
            ],
            Simulated = true,
        };
    }

    /// <summary>The outcome that the mock's row shows, or null.</summary>
    public static LiveOutcome? Outcome(int n)
    {
        var row = Rows[n % Rows.Length];
        return row.Objective is null || row.Result == LiveResult.Decided
            ? null
            : new LiveOutcome($"d-{n}", row.Result, row.Objective.Id, row.Channel.Id, row.Amount > 0 ? row.Amount : null);
    }

    /// <summary>Feeds one decision and what became of it; acceptances are rarer than in the ten rows.</summary>
    public static void Add(LiveFeed feed, int n, DateTimeOffset? time = null)
    {
        feed.OnDecision(Decision(n, time));
        if (Outcome(n) is { } outcome && (outcome.Result != LiveResult.Accepted || n < 10 || n % 60 < 10))
        {
            feed.OnOutcome(outcome);
        }
    }

    public static void AddHealth(LiveFeed feed)
    {
        feed.OnChannelHealth(new ChannelHealth(Email, 212, ChannelCondition.Slow, 840_000));
        foreach (var channel in Channels.Where(channel => channel != Email))
        {
            feed.OnChannelHealth(new ChannelHealth(channel, channel == Push ? 3 : 0, ChannelCondition.Healthy));
        }
    }
}
