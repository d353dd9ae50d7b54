using NbaStudio.Engine.Policies;

namespace NbaStudio.Demo.Policy;

/// <summary>Conditions with a name, used in many rules, and audiences.</summary>
internal static class NamedConditions
{
    public static IReadOnlyList<ConditionDocument> All =>
    [
        new() { Name = "adult", When = "customer.age >= 18" },
        new() { Name = "pays on time", When = "customer.late_bills_12m <= 1" },
        new() { Name = "contract ends soon", When = "days_since(customer.contract_end) between -60 and 0" },
        new() { Name = "contract is open", When = "days_since(customer.contract_end) >= -120" },
        new() { Name = "thinks of leaving", When = "count(event \"page_view\" where page = \"/cancel\" in 30m) >= 2 or context.intent = \"cancellation\" or seen(event \"message\" where intent = \"cancellation\" in 3d)" },
        new() { Name = "upset", When = "seen(event \"complaint\" in 3d) or seen(event \"message\" where sentiment = \"negative\" in 3d)" },
        new() { Name = "just bought", When = "seen(event \"purchase\" in 1d)" },
        new() { Name = "heavy use", When = "customer.data_used_share >= 0.7" },
    ];

    public static IReadOnlyList<AudienceDocument> Audiences =>
    [
        new() { Name = "Contract ends within 60 days", When = "condition \"contract ends soon\"" },
        new() { Name = "Families", When = "customer.lines >= 2 or customer.has_children" },
        new() { Name = "Quiet for a month", When = "not seen(event \"app_open\" in 30d)" },
    ];
}
