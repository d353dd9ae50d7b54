using NbaStudio.Engine.Policies;

namespace NbaStudio.Demo.Policy;

/// <summary>Numbers that move with every event, and what customers work toward.</summary>
internal static class LiveNumbers
{
    public static IReadOnlyList<AggregateDocument> Aggregates =>
    [
        new() { Name = "cancel_views_30m", Function = "count", Event = "page_view", Where = "page = \"/cancel\"", Window = "30m" },
        new() { Name = "visits_7d", Function = "count", Event = "app_open", Window = "7d" },
        new() { Name = "page_views_1d", Function = "count", Event = "page_view", Window = "1d" },
        new() { Name = "pages_7d", Function = "distinct", Event = "page_view", Property = "page", Window = "7d" },
        new() { Name = "device_views_14d", Function = "count", Event = "page_view", Where = "page = \"/devices\"", Window = "14d" },
        new() { Name = "plan_views_7d", Function = "count", Event = "page_view", Where = "page = \"/plans\"", Window = "7d" },
        new() { Name = "support_views_7d", Function = "count", Event = "page_view", Where = "page = \"/support\"", Window = "7d" },
        new() { Name = "purchases_90d", Function = "count", Event = "purchase", Window = "90d" },
        new() { Name = "spend_90d", Function = "sum", Event = "purchase", Property = "amount", Window = "90d" },
        new() { Name = "last_purchase", Function = "last", Event = "purchase", Property = "amount", Window = "400d" },
        new() { Name = "days_since_purchase", Function = "daysSince", Event = "purchase", Window = "400d" },
        new() { Name = "complaints_30d", Function = "count", Event = "complaint", Window = "30d" },
        new() { Name = "peak_data_share_31d", Function = "max", Event = "data_usage", Property = "share", Window = "31d" },
        new() { Name = "average_bill_180d", Function = "average", Event = "bill_issued", Property = "amount", Window = "180d" },
    ];

    public static IReadOnlyList<GoalDocument> Goals =>
    [
        new() { Name = "point_gift", Progress = "customer.points / 5000" },
        new() { Name = "contract", Progress = "customer.tenure_months / 24", Deadline = "customer.contract_end" },
    ];
}
