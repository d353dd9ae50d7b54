using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Explanations;

internal sealed class JapaneseTexts : IExplanationTexts
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("ja-JP");

    public string ActionAlreadyChosen => "同じアクションが、より優先度の高いチャネルまたは掲載枠で選ばれました。";

    public string HiddenLeaf => "機微な属性についてのルールを満たしていません。属性の値は、あなたの役割では表示されません。";

    public string NothingWouldWin => "許される範囲で1つだけ変えても、選ばれません。";

    public string NoRoomBeside => "接触ルールまたは予算に、選ばれたものと並べる余裕がありません。";

    public string DrawnEvenly => "無作為確認のため最初の枠を均等に抽選し、別のものが選ばれました。";

    public string ServiceFirst => "サービスのお知らせがこの枠に入ります。";

    public string ByChance(double priority, double winner) =>
        $"優先度{ExplanationNumbers.Whole(priority)}。学習のための探索で、優先度{ExplanationNumbers.Whole(winner)}のものが偶然選ばれました。";

    public string Headline(string action, string channel, double priority) =>
        $"{channel}で「{action}」を選びました。優先度{ExplanationNumbers.Whole(priority)}は、許される候補の中で最高です。";

    public string HeadlineSilence(SilenceReason silence) => silence.Code switch
    {
        SilenceCode.NoCandidates => "見送り: この依頼で有効なアクションはありません。",
        SilenceCode.NoneAllowed => "見送り: すべての候補が採点の前に外れました。",
        SilenceCode.HoldOut => "見送り: 効果を測るための対照群の顧客です。",
        SilenceCode.QuietHours => "見送り: 配信を控える時間帯です。終わったらもう一度決定します。",
        SilenceCode.BelowMinimumPropensity => "見送り: 採点されたすべての候補で、反応確率が下限を下回りました。",
        _ => $"見送り: 最高の優先度{ExplanationNumbers.Whole(silence.BestPriority)}が{ExplanationNumbers.Whole(silence.Threshold)}を超えませんでした。",
    };

    public string Chosen(int scored, double? probability) => probability is { } p && p < 0.9995
        ? $"採点された{scored}件の中から、確率{p.ToString("0.000", Culture)}で選ばれました。"
        : scored == 1 ? "採点されたのはこの1件だけです。" : $"採点された{scored}件の中で最高の優先度です。";

    public string Outranked(double priority, double winner) => $"優先度{ExplanationNumbers.Whole(priority)}。選ばれたものは{ExplanationNumbers.Whole(winner)}です。";

    public string GroupFull(string group, int maximum) => $"グループ「{group}」は1回の決定で{maximum}件までです。";

    public string BelowThreshold(double priority, double threshold) =>
        $"優先度{ExplanationNumbers.Whole(priority)}が見送りのしきい値{ExplanationNumbers.Whole(threshold)}を超えていません。";

    public string BelowMinimumPropensity(double propensity, double minimum) =>
        $"反応確率{ExplanationNumbers.Percent(propensity)}が下限{ExplanationNumbers.Percent(minimum)}を下回っています。";

    public string Simple(DropReason reason, string channel) => reason switch
    {
        DropReason.OutsideSchedule => "目的の実施時間外です。",
        DropReason.ChannelPaused => $"{channel}は一時停止中です。",
        DropReason.ChannelUnreachable => $"顧客はいま{channel}に接続していません。",
        DropReason.AddressMissing => $"{channel}の宛先がありません。",
        DropReason.AddressRefused => $"{channel}の宛先は受け取りを拒否しました。",
        DropReason.SetAside => "この会話で回答済みです。",
        DropReason.HoldOutAll or DropReason.HoldOutObjective => "対照群の顧客なので見せません。",
        DropReason.NoPropensity => "モデルが採点できませんでした。",
        DropReason.ValueMissing => "値が足りないため、価値を計算できません。",
        DropReason.ValueNotPositive => "価値が0以下です。",
        DropReason.HeadsOutweigh => "見込まれる悪影響が、見込まれる成果を上回ります。",
        DropReason.LeverZero => "レバーまたは状況の重みが0で、停止中です。",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "The reason has a sentence of its own."),
    };

    public string Rests(DropReason reason, string? above) =>
        (above is null ? "" : above + "は") + (reason == DropReason.Paused ? "一時停止中です。" : "保管済みです。");

    public string Dates(DropReason reason, DateTimeOffset time, TimeZoneInfo zone, string? above) =>
        (above is null ? "" : above + "は") + (reason == DropReason.NotYetValid ? $"{Time(time, zone)}に始まります。" : $"{Time(time, zone)}に終わりました。");

    public string Above(HierarchyLevel level, string name) => level == HierarchyLevel.Objective ? $"目的「{name}」" : $"グループ「{name}」";

    public string Consent(DropReason reason, string channel, string purpose) => reason == DropReason.ConsentRefused
        ? $"顧客は{channel}での「{purpose}」を拒否しています。"
        : $"顧客は{channel}での「{purpose}」に同意していません。";

    public string Leaf(LeafExplanation leaf, string subject, string currency, bool share)
    {
        if (leaf.Truth == Ternary.Unknown)
        {
            return $"{subject}の値がありません。";
        }

        var needed = Value(leaf.Needed, currency, share);
        var actual = $"{subject}は{Value(leaf.Actual, currency, share)}です";
        if (leaf.Negated)
        {
            return $"{actual}。この条件に当てはまるため外れました({leaf.Text})。";
        }

        return leaf.Operator switch
        {
            ">=" => $"{actual}。{needed}以上が必要です。",
            ">" => $"{actual}。{needed}より大きい値が必要です。",
            "<=" => $"{actual}。{needed}以下が必要です。",
            "<" => $"{actual}。{needed}より小さい値が必要です。",
            "=" => $"{actual}。{needed}が必要です。",
            "!=" => $"{actual}。{needed}以外が必要です。",
            "between" => $"{actual}。{needed}から{Value(leaf.NeededUpper, currency, share)}が必要です。",
            "in" => $"{actual}。{ExplanationNumbers.Members(leaf.Text)}のいずれかが必要です。",
            _ => $"{actual}。必要な条件: {leaf.Text}",
        };
    }

    public string Aggregate(AggregateDefinition aggregate, string eventName)
    {
        var filter = aggregate.Where is { } where ? $"({where})" : "";
        var of = $"直近{Duration(aggregate.Window)}の「{eventName}」{filter}";
        return aggregate.Function switch
        {
            AggregateFunction.Count => $"{of}の回数",
            AggregateFunction.Sum => $"{of}の{aggregate.Property}の合計",
            AggregateFunction.Average => $"{of}の{aggregate.Property}の平均",
            AggregateFunction.Min => $"{of}の{aggregate.Property}の最小値",
            AggregateFunction.Max => $"{of}の{aggregate.Property}の最大値",
            AggregateFunction.Last => $"{of}の{aggregate.Property}の最新値",
            AggregateFunction.Distinct => $"{of}の{aggregate.Property}の種類数",
            _ => $"前回の「{eventName}」{filter}からの日数",
        };
    }

    public string Named(string source, string name) => source == "event" ? $"イベントの「{name}」" : $"リクエストの「{name}」";

    public string OutcomeCount(OutcomeCountSlot count, string? scope)
    {
        ContactKindNames.TryParse(count.Outcome, out var kind);
        var what = kind switch
        {
            ContactKind.Sent => "送信数",
            ContactKind.Delivered => "到達数",
            ContactKind.Impression => "表示回数",
            ContactKind.Open => "開封数",
            ContactKind.Click => "クリック数",
            ContactKind.Accept => "承諾回数",
            ContactKind.Reject => "辞退回数",
            ContactKind.Dismiss => "閉じた回数",
            ContactKind.NoResponse => "反応なしの回数",
            ContactKind.Bounce => "不達数",
            ContactKind.Unsubscribe => "配信停止の回数",
            ContactKind.Complaint => "苦情の件数",
            _ => "成約数",
        };
        return $"直近{Duration(count.Window)}の{(scope is null ? "" : $"「{scope}」の")}{what}";
    }

    public string DaysSince(string date) => $"「{date}」からの日数";

    public string Goal(string goal, string part) => part == "deadline" ? $"目標「{goal}」の期限" : $"目標「{goal}」の進み具合";

    public string TimePart(string part) => part == "hour" ? "時刻(時)" : "曜日";

    public string Heads(HeadFactors heads, string currency) => string.Join("、", heads.Select(h =>
        $"{(h.Kind switch { HeadKind.Conversion => "成約", HeadKind.Harm => "悪影響", _ => "反応" })}{ExplanationNumbers.Percent(h.Propensity)}×{ExplanationNumbers.Money(h.Value, currency)}"));

    public string RuleWithoutLeaf(string text) => $"条件を満たしていません: {text}";

    public string Cap(string rule, int count, int limit, TimeSpan window, DateTimeOffset? freeAt, TimeZoneInfo zone) =>
        $"{rule}: {Duration(window)}で{limit}回の上限に対して{count}回です。" + (freeAt is { } time ? $"{Time(time, zone)}から再び対象になります。" : "");

    public string Rest(string rule, DateTimeOffset until, TimeZoneInfo zone) => $"{rule}: {Time(until, zone)}まで休みます。";

    public string Never(string rule) => $"{rule}: 今後は対象になりません。";

    public string QuietHours(DateTimeOffset? until, TimeZoneInfo zone) => until is { } time ? $"{Time(time, zone)}までは配信を控える時間帯です。" : "配信を控える時間帯です。";

    public string Budget(string budget) => $"予算「{budget}」は、いまは残っていません。";

    public string WinsByPropensity(double propensity) => $"反応確率が{ExplanationNumbers.PercentUp(propensity)}に上がる";

    public string WinsByValue(double value, string currency) => $"価値が{ExplanationNumbers.Money(Math.Ceiling(value), currency)}に上がる";

    public string WinsByLever(double now, double needed) =>
        $"レバーが{ExplanationNumbers.Factor(now)}から{ExplanationNumbers.Factor(Math.Ceiling(needed * 100) / 100)}に上がる";

    public string Or(string first, string second) => second.Length == 0 ? $"{first}と選ばれます。" : $"{first}か、{second}と選ばれます。";

    private static string Time(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy年M月d日 HH:mm", Culture);

    private static string Duration(TimeSpan duration) => duration.TotalDays >= 1 && duration.TotalDays % 1 == 0 ? $"{duration.TotalDays:0}日"
        : duration.TotalHours >= 1 && duration.TotalHours % 1 == 0 ? $"{duration.TotalHours:0}時間"
        : $"{duration.TotalMinutes:0}分";

    private static string Value(in Value value, string currency, bool share) => value.Kind switch
    {
        ValueKind.Number when share => ExplanationNumbers.Share(value.Number),
        ValueKind.Missing => "なし",
        ValueKind.Money => ExplanationNumbers.Money(value.Number, currency),
        ValueKind.Number => value.Number.ToString("0.##", Culture),
        ValueKind.Boolean => value.IsTrue ? "はい" : "いいえ",
        ValueKind.DateTime => value.AsDateTime.ToString("yyyy年M月d日", Culture),
        _ => value.ToString(),
    };
}
