using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>Numbers that move with every event, and what customers work toward.</summary>
internal static class LiveNumbers
{
    public static IReadOnlyList<AggregateDocument> Aggregates =>
    [
        new() { Name = "cancel_views_30m", Function = "count", Event = "page_view", Where = "page = \"/cancel\"", Window = "30m", Label = Text("Cancel page views (30 min)", "解約ページの閲覧(30分)") },
        new() { Name = "visits_7d", Function = "count", Event = "app_open", Window = "7d", Label = Text("App visits (7 days)", "アプリの起動(7日)") },
        new() { Name = "page_views_1d", Function = "count", Event = "page_view", Window = "1d", Label = Text("Page views (1 day)", "ページ閲覧(1日)") },
        new() { Name = "pages_7d", Function = "distinct", Event = "page_view", Property = "page", Window = "7d", Label = Text("Different pages (7 days)", "見たページの種類(7日)") },
        new() { Name = "device_views_14d", Function = "count", Event = "page_view", Where = "page = \"/devices\"", Window = "14d", Label = Text("Handset page views (14 days)", "端末ページの閲覧(14日)") },
        new() { Name = "plan_views_7d", Function = "count", Event = "page_view", Where = "page = \"/plans\"", Window = "7d", Label = Text("Plan page views (7 days)", "プランページの閲覧(7日)") },
        new() { Name = "support_views_7d", Function = "count", Event = "page_view", Where = "page = \"/support\"", Window = "7d", Label = Text("Support page views (7 days)", "サポートページの閲覧(7日)") },
        new() { Name = "purchases_90d", Function = "count", Event = "purchase", Window = "90d", Label = Text("Purchases (90 days)", "購入回数(90日)") },
        new() { Name = "spend_90d", Function = "sum", Event = "purchase", Property = "amount", Window = "90d", Label = Text("Purchases in money (90 days)", "購入金額(90日)") },
        new() { Name = "last_purchase", Function = "last", Event = "purchase", Property = "amount", Window = "400d", Label = Text("Last purchase", "直近の購入額") },
        new() { Name = "days_since_purchase", Function = "daysSince", Event = "purchase", Window = "400d", Label = Text("Days since a purchase", "前回購入からの日数") },
        new() { Name = "complaints_30d", Function = "count", Event = "complaint", Window = "30d", Label = Text("Complaints (30 days)", "苦情(30日)") },
        new() { Name = "last_intent", Function = "last", Event = "message", Property = "intent", Where = "intent != \"unknown\"", Window = "30d", Label = Text("Intent of the last message (30 days)", "直近の問い合わせの意図(30日)") },
        new() { Name = "peak_data_share_31d", Function = "max", Event = "data_usage", Property = "share", Window = "31d", Label = Text("Highest data use (31 days)", "最大のデータ使用率(31日)"), Unit = "share" },
        new() { Name = "average_bill_180d", Function = "average", Event = "bill_issued", Property = "amount", Window = "180d", Label = Text("Mean bill (180 days)", "平均請求額(180日)") },
    ];

    public static IReadOnlyList<GoalDocument> Goals =>
    [
        new() { Name = "point_gift", Label = Text("gift for 5,000 points", "5,000ポイントのギフト"), Progress = "customer.points / 5000" },
        new() { Name = "contract", Label = Text("two-year contract", "2年契約の満了"), Progress = "customer.tenure_months / 24", Deadline = "customer.contract_end" },
    ];
}
