using NbaStudio.Engine.Policies;
using static NbaStudio.Demo.Policy.Words;

namespace NbaStudio.Demo.Policy;

/// <summary>What Kawasemi Mobile knows about a customer.</summary>
internal static class CustomerAttributes
{
    public static IReadOnlyList<AttributeDocument> All =>
    [
        Name("first_name", "First name", "名"),
        Name("last_name", "Last name", "姓"),
        Name("name_kana", "Name in kana", "フリガナ"),
        Name("name_latin", "Name in Latin letters", "ローマ字氏名"),
        Of("age", "number", "Age", "年齢"),
        Of("city", "text", "City", "市区"),
        Of("segment", "text", "Segment", "セグメント"),
        Of("plan", "text", "Plan", "プラン"),
        Of("monthly_fee", "money", "Monthly fee", "月額料金"),
        Of("tenure_months", "number", "Months with us", "契約月数"),
        Of("contract_end", "datetime", "Contract ends", "契約満了日"),
        Of("lines", "number", "Lines", "回線数"),
        Of("device_age_months", "number", "Handset age (months)", "端末の使用月数"),
        Of("data_allowance_gb", "number", "Data allowance (GB)", "データ容量(GB)"),
        Of("data_used_share", "number", "Data used this month", "今月のデータ使用率") with { Unit = "share" },
        Of("video_share", "number", "Video in data use", "動画の割合") with { Unit = "share" },
        Of("roaming_trips_12m", "number", "Trips abroad (12 months)", "海外利用回数(12か月)"),
        Of("late_bills_12m", "number", "Late bills (12 months)", "支払い遅延回数(12か月)"),
        Of("last_bill", "money", "Last bill", "直近の請求額"),
        Of("spend_12m", "money", "Spend (12 months)", "利用額(12か月)"),
        Of("satisfaction", "number", "Satisfaction (0 to 10)", "満足度(0〜10)"),
        Of("points", "number", "Points", "ポイント残高"),
        Of("autopay", "boolean", "Pays automatically", "口座振替・カード払い"),
        Of("paperless", "boolean", "Bill without paper", "Web明細"),
        Of("home_internet", "boolean", "Has home internet", "光回線の契約"),
        Of("insurance", "boolean", "Has handset insurance", "端末補償の契約"),
        Of("has_children", "boolean", "Has children", "子どもの有無"),
        Of("interests", "textset", "Interests", "関心"),
        Estimate("lifetime_value", "money", "Purchases of the next year (estimate)", "今後1年の購入額(推定)"),
        Estimate("lifetime_purchases", "number", "Number of purchases in the next year (estimate)", "今後1年の購入回数(推定)"),
        Estimate("lifetime_alive", "number", "Buys still (estimate)", "購入を続けている確率(推定)") with { Unit = "share" },
    ];

    private static AttributeDocument Of(string name, string type, string english, string japanese) =>
        new() { Name = name, Type = type, Label = Text(english, japanese) };

    // The hub writes them for whoever ever bought. Models learn from the purchases themselves.
    private static AttributeDocument Estimate(string name, string type, string english, string japanese) =>
        Of(name, type, english, japanese) with { UsedForLearning = false };

    // A name says nothing about what somebody wants.
    private static AttributeDocument Name(string name, string english, string japanese) =>
        Of(name, "text", english, japanese) with { UsedForLearning = false };
}
