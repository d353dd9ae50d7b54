using NbaStudio.Engine.Policies;

namespace NbaStudio.Demo.Policy;

/// <summary>Conditions with a name, used in many rules, and audiences.</summary>
internal static class NamedConditions
{
    public static IReadOnlyList<ConditionDocument> All =>
    [
        new() { Name = "adult", Label = Words.Text("Adults", "成人"), When = "customer.age >= 18" },
        new() { Name = "pays on time", Label = Words.Text("Pays on time", "支払いが遅れない"), When = "customer.late_bills_12m <= 1" },
        new() { Name = "contract ends soon", Label = Words.Text("Contract ends soon", "契約終了が近い"), When = "days_since(customer.contract_end) between -60 and 0" },
        new() { Name = "contract is open", Label = Words.Text("Contract is open", "契約が有効"), When = "days_since(customer.contract_end) >= -120" },
        new() { Name = "thinks of leaving", Label = Words.Text("Thinks of leaving", "解約を検討中"), When = "count(event \"page_view\" where page = \"/cancel\" in 30m) >= 2 or context.intent = \"cancellation\" or seen(event \"message\" where intent = \"cancellation\" in 3d)" },
        new() { Name = "upset", Label = Words.Text("Upset", "不満がある"), When = "seen(event \"complaint\" in 3d) or seen(event \"message\" where sentiment = \"negative\" in 3d)" },
        new() { Name = "just bought", Label = Words.Text("Just bought", "購入直後"), When = "seen(event \"purchase\" in 1d)" },
        new() { Name = "heavy use", Label = Words.Text("Heavy use", "利用が多い"), When = "customer.data_used_share >= 0.7" },
    ];

    public static IReadOnlyList<AudienceDocument> Audiences =>
    [
        new() { Name = "Contract ends within 60 days", Label = Words.Text("Contract ends within 60 days", "60日以内に契約終了"), When = "condition \"contract ends soon\"" },
        new() { Name = "Families", Label = Words.Text("Families", "家族"), When = "customer.lines >= 2 or customer.has_children" },
        new() { Name = "Quiet for a month", Label = Words.Text("Quiet for a month", "1か月間アプリを開いていない"), When = "not seen(event \"app_open\" in 30d)" },
        new() { Name = "Good buyers who may be gone", Label = Words.Text("Good buyers who may be gone", "離れかけている優良購入者"), When = "customer.lifetime_value >= 3000 and customer.lifetime_alive < 0.5" },
    ];
}
