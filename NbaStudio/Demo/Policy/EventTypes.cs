using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>What can happen to a customer.</summary>
internal static class EventTypes
{
    public static IReadOnlyList<EventDocument> All =>
    [
        Of("page_view", "Page viewed", "ページ閲覧", Always("page", "text"), Sometimes("device", "text")),
        Of("app_open", "App opened", "アプリ起動", Sometimes("version", "text")),
        Of("purchase", "Purchase", "購入", Always("product", "text"), Always("amount", "money")),
        Of("data_usage", "Data use reported", "データ使用量", Always("share", "number"), Sometimes("used_gb", "number")),
        Of("bill_issued", "Bill issued", "請求書発行", Always("amount", "money"), Always("change", "number")),
        Of("payment_failed", "Payment failed", "支払い失敗", Always("amount", "money")),
        Of("payment_received", "Payment received", "入金", Always("amount", "money")),
        Of("complaint", "Complaint", "苦情", Always("topic", "text"), Sometimes("text", "text")),
        Of("message", "Message", "お問い合わせ", Always("text", "text"), Sometimes("page", "text")),
        Of("call_ended", "Call ended", "通話終了", Sometimes("intent", "text"), Sometimes("minutes", "number"), Sometimes("mood", "text")),
        Of("roaming_arrival", "Arrived abroad", "海外到着", Always("country", "text")),
        Of("plan_changed", "Plan changed", "プラン変更", Sometimes("from", "text"), Always("to", "text")),
        Of("survey_answered", "Survey answered", "アンケート回答", Always("score", "number")),
        Of("churned", "Contract cancelled", "解約", Sometimes("reason", "text")),
    ];

    private static EventDocument Of(string type, string english, string japanese, params EventPropertyDocument[] properties) =>
        new() { Type = type, Label = Text(english, japanese), Properties = properties };

    private static EventPropertyDocument Always(string name, string type) => new() { Name = name, Type = type, Required = true };

    private static EventPropertyDocument Sometimes(string name, string type) => new() { Name = name, Type = type };
}
