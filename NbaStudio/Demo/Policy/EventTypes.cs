using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>What can happen to a customer.</summary>
internal static class EventTypes
{
    public static IReadOnlyList<EventDocument> All =>
    [
        Of("page_view", "Page viewed", "ページ閲覧", Always("page", "text", "Page", "ページ"), Sometimes("device", "text", "Device", "端末")),
        Of("app_open", "App opened", "アプリ起動", Sometimes("version", "text", "Version", "バージョン")),
        Of("cart_added", "Put in the cart", "カートに追加", Always("product", "text", "Product", "商品"), Always("cart_value", "money", "Value of the cart", "カートの金額"), Sometimes("cart", "text", "Cart", "カート")),
        Of("purchase", "Purchase", "購入", Always("product", "text", "Product", "商品"), Always("amount", "money", "Amount", "金額"), Sometimes("source", "text", "Source", "取得元")),
        Of("data_usage", "Data use reported", "データ使用量", Always("share", "number", "Share", "割合"), Sometimes("used_gb", "number", "GB used", "使用量(GB)")),
        Of("bill_issued", "Bill issued", "請求書発行", Always("amount", "money", "Amount", "金額"), Always("change", "number", "Change", "増減")),
        Of("payment_failed", "Payment failed", "支払い失敗", Always("amount", "money", "Amount", "金額")),
        Of("payment_received", "Payment received", "入金", Always("amount", "money", "Amount", "金額")),
        Of("complaint", "Complaint", "苦情", Always("topic", "text", "Topic", "内容"), Sometimes("text", "text", "Text", "本文")),
        Of("message", "Message", "お問い合わせ", Always("text", "text", "Text", "本文"), Sometimes("page", "text", "Page", "ページ")),
        Of("call_ended", "Call ended", "通話終了", Sometimes("intent", "text", "Intent", "用件"), Sometimes("minutes", "number", "Minutes", "分数"), Sometimes("mood", "text", "Mood", "様子")),
        Of("roaming_arrival", "Arrived abroad", "海外到着", Always("country", "text", "Country", "国")),
        Of("plan_changed", "Plan changed", "プラン変更", Sometimes("from", "text", "From", "変更前"), Always("to", "text", "To", "変更後")),
        Of("survey_answered", "Survey answered", "アンケート回答", Always("score", "number", "Score", "点数")),
        Of("churned", "Contract cancelled", "解約", Sometimes("reason", "text", "Reason", "理由")),
    ];

    private static EventDocument Of(string type, string english, string japanese, params EventPropertyDocument[] properties) =>
        new() { Type = type, Label = Text(english, japanese), Properties = properties };

    private static EventPropertyDocument Always(string name, string type, string english, string japanese) =>
        new() { Name = name, Type = type, Label = Text(english, japanese), Required = true };

    private static EventPropertyDocument Sometimes(string name, string type, string english, string japanese) =>
        new() { Name = name, Type = type, Label = Text(english, japanese) };
}
