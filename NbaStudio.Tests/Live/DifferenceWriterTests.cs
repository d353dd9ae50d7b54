using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Wording;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Live;

/// <summary>Differences in words, in both languages.</summary>
public sealed class DifferenceWriterTests
{
    private static readonly PolicyDocument Base = PolicyKeys.Assign(SmallPolicy.Create() with { TimeZone = "Asia/Tokyo", Currency = "JPY" }, 0).Document;

    [Fact]
    public void Write_Lever_SaysTheDefaultToo() =>
        Lines(Base with { Objectives = [Base.Objectives[0], Base.Objectives[1] with { Lever = 1.25, Label = new Dictionary<string, string> { ["en"] = "Serve", ["ja"] = "対応" } }] }, "en")
            .ShouldBe(["Objective “Serve”: lever: 1.0 → 1.25", "Objective “Serve”: name (English): not set → Serve", "Objective “Serve”: name (Japanese): not set → 対応"], ignoreOrder: true);

    [Fact]
    public void Write_CapRuleAndRename_AreSentences()
    {
        var after = Base with
        {
            ContactPolicies = [Base.ContactPolicies[0] with { Limit = 2 }],
            Conditions = [Base.Conditions[0] with { Name = "grown" }],
            Objectives = [Base.Objectives[0] with { Groups = [Base.Objectives[0].Groups[0] with { Eligibility = "condition \"grown\" and customer.fee > 10" }] }, Base.Objectives[1]],
        };

        Lines(after, "en").ShouldBe(
        [
            "Named condition “grown”: is renamed: adult → grown; history and models stay with it", "Group “plans”: eligibility: not set → “condition \"grown\" and customer.fee > 10”",
            "Contact rule “week”: limit: 3 → 2 per 7 days",
        ], ignoreOrder: true);
        Lines(after, "ja").ShouldContain("接触ルール「week」：上限数：7日あたり3 → 2");
    }

    [Fact]
    public void Write_AddedConjunct_IsARuleThatCame()
    {
        var action = Base.Objectives[0].Groups[0].Actions[0];
        var after = WithFirstAction(action with { Eligibility = action.Eligibility + " and customer.fee > 10", Paused = true, ValidFrom = new DateTimeOffset(2026, 11, 30, 15, 0, 0, TimeSpan.Zero) });

        Lines(after, "en").ShouldBe(
            ["Action “upgrade”: eligibility: rule added, customer.fee > 10", "Action “upgrade”: is paused", "Action “upgrade”: valid from: not set → Tue 1 Dec 2026, 00:00"], ignoreOrder: true);
    }

    [Fact]
    public void Write_StateAndDatesOfEveryLevel_AreSaidAtTheirItem()
    {
        var (objective, end) = (Base.Objectives[0], new DateTimeOffset(2026, 11, 30, 15, 0, 0, TimeSpan.Zero));
        var group = objective.Groups[0] with { Archived = true, Actions = [objective.Groups[0].Actions[0] with { Treatments = [objective.Groups[0].Actions[0].Treatments[0] with { Archived = true }, objective.Groups[0].Actions[0].Treatments[1]] }, .. objective.Groups[0].Actions.Skip(1)] };
        var after = Base with { Objectives = [objective with { Paused = true, ValidTo = end, Groups = [group, .. objective.Groups.Skip(1)] }, .. Base.Objectives.Skip(1)] };

        Lines(after, "en").ShouldBe(
            ["Objective “grow”: is paused", "Objective “grow”: valid until: not set → Tue 1 Dec 2026, 00:00", "Group “plans”: is archived", "Treatment “upgrade-web”: is archived"], ignoreOrder: true);
        Lines(after, "ja").ShouldContain("グループ「plans」：保管する");
    }

    [Fact]
    public void Write_RewordedContent_MarksTheWords()
    {
        var action = Base.Objectives[0].Groups[0].Actions[0];
        var after = WithFirstAction(action with { Treatments = [action.Treatments[0] with { Content = SmallPolicy.Content("Hello {{customer.fee}} friend") }, action.Treatments[1]] });

        var line = Write(after, "en").ShouldHaveSingleItem().Lines[0];

        line.Text.ShouldBe("subject (English) reads differently");
        string.Concat(line.Pieces.Where(p => p.Kind != TextPieceKind.Added).Select(p => p.Text)).ShouldBe("Hello {{customer.plan | \"there\"}}");
        string.Concat(line.Pieces.Where(p => p.Kind != TextPieceKind.Removed).Select(p => p.Text)).ShouldBe("Hello {{customer.fee}} friend");
        line.Pieces[0].ShouldBe(new TextPiece(TextPieceKind.Same, "Hello {{customer."));
    }

    [Fact]
    public void WordMarks_WordsInARowThatWereReplaced_AreOneExchange() =>
        WordMarks.Compare("Change to M now", "Press here now").ShouldBe([new(TextPieceKind.Removed, "Change to M"), new(TextPieceKind.Added, "Press here"), new(TextPieceKind.Same, " now")]);

    [Fact]
    public void Compare_JapaneseText_MarksCharacters() =>
        WordMarks.Compare("今月の請求", "来月の請求").ShouldBe([new(TextPieceKind.Removed, "今"), new(TextPieceKind.Added, "来"), new(TextPieceKind.Same, "月の請求")]);

    [Fact]
    public void Compare_VeryLongTexts_EndsSoon()
    {
        var (before, after) = (string.Concat(Enumerable.Range(0, 30_000).Select(i => $"a{i} ")), string.Concat(Enumerable.Range(0, 30_000).Select(i => $"b{i} ")));

        WordMarks.Compare(before, after).Select(p => p.Kind).ShouldBe([TextPieceKind.Removed, TextPieceKind.Added, TextPieceKind.Same]);
    }

    [Fact]
    public void Write_MovedAction_NamesBothGroups()
    {
        var (plans, help) = (Base.Objectives[0].Groups[0], Base.Objectives[1].Groups[0]);
        var after = Base with
        {
            Objectives =
            [
                Base.Objectives[0] with { Groups = [plans with { Actions = [plans.Actions[0]] }] }, Base.Objectives[1] with { Groups = [help with { Actions = [.. help.Actions, plans.Actions[1]] }] },
            ],
        };

        Lines(after, "en").ShouldBe(["Action “family”: moves to another group: plans → help"]);
        Lines(after, "ja").ShouldBe(["アクション「family」：別のグループへ移動：plans → help"]);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Write_AWholeDemoPolicy_HasWordsForEverything(string language)
    {
        var texts = DifferenceWriter.Create(new PolicyDocument(), DemoPolicy.Create(), language).Write(PolicyDiff.Compare(new PolicyDocument(), DemoPolicy.Create()));

        texts.ShouldAllBe(t => t.Lines.Count > 0);
        foreach (var line in texts.SelectMany(t => t.Lines))
        {
            RequireWords(line.Text, language);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void Write_EveryPropertyOfEveryDocument_HasAWordOfItsOwn(string language)
    {
        var words = new NbaStudio.Localization.Words(language);
        foreach (var kind in PolicyItems.Kinds)
        {
            words["item." + kind].ShouldNotBeEmpty();
            foreach (var property in Properties(PolicyItems.TypeOf(kind)!).Distinct())
            {
                (words.Or("field." + property, "field.other") == words["field.other"]).ShouldBeFalse($"{kind}: {property}");
            }

            // Each field of each kind by itself, from its default to something else.
            foreach (var property in PolicyItems.TypeOf(kind)!.GetProperties().Where(p => p.CanWrite && !IsItems(p)))
            {
                var json = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name) is var name && Sample(property.PropertyType) is { } sample ? $"{{\"{name}\": {sample}}}" : null;
                json.ShouldNotBeNull($"{kind}: {property.Name} has no sample");
                var writer = DifferenceWriter.Create(Base, Base, language);
                foreach (var line in name == "key" ? [] : writer.WriteItem(kind, "{}", json).Concat(writer.WriteItem(kind, json, "{}")))
                {
                    RequireWords(line.Text, language);
                }
            }
        }
    }

    private static void RequireWords(string line, string language)
    {
        var spoken = Regex.Replace(line, language == "ja" ? "「[^」]*」" : "“[^”]*”", "");
        spoken.ShouldNotContain("\":", customMessage: line);
        spoken.ShouldNotContain("[{", customMessage: line);
        spoken.ShouldNotContain(new NbaStudio.Localization.Words(language)["field.other"] + (language == "ja" ? "：" : ":"), Case.Sensitive, line);
    }

    private static IEnumerable<string> Properties(Type type) => type.GetProperties().Where(p => p.CanWrite && !IsItems(p)).SelectMany(p =>
    {
        var name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name);
        var inner = Inner(p.PropertyType);
        return inner is null ? [name] : Properties(inner).Prepend(name);
    });

    private static bool IsItems(PropertyInfo property) => Inner(property.PropertyType) is { } inner && property.PropertyType != inner && PolicyItems.Kinds.Any(k => k != PolicyItems.WorkspaceKind && PolicyItems.TypeOf(k) == inner);

    private static Type? Inner(Type type) =>
        type.IsGenericType ? Inner(type.GetGenericArguments()[^1]) : type.Assembly == typeof(PolicyDocument).Assembly && type.IsClass ? type : null;

    private static string? Sample(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? "\"7d\"" : type == typeof(bool) ? "true" : type == typeof(int) || type == typeof(double) || type == typeof(decimal) ? "0.5"
            : type == typeof(DateTimeOffset) ? "\"2026-12-01T00:00:00Z\""
            : typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType && type.GetGenericArguments() is { Length: 2 } pair ? $"{{\"en\": {Sample(pair[1])}}}"
            : type.IsGenericType ? $"[{Sample(type.GetGenericArguments()[0])}]"
            : Inner(type) is { } inner ? "{" + string.Join(", ", inner.GetProperties().Where(p => p.CanWrite).Select(p => $"\"{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name)}\": {Sample(p.PropertyType)}")) + "}" : null;
    }

    private static PolicyDocument WithFirstAction(ActionDocument action)
    {
        var group = Base.Objectives[0].Groups[0];
        return Base with { Objectives = [Base.Objectives[0] with { Groups = [group with { Actions = [action, .. group.Actions.Skip(1)] }] }, Base.Objectives[1]] };
    }

    private static IReadOnlyList<DifferenceText> Write(PolicyDocument after, string language) => DifferenceWriter.Create(Base, after, language).Write(PolicyDiff.Compare(Base, after));

    private static IReadOnlyList<string> Lines(PolicyDocument after, string language) =>
        [.. Write(after, language).SelectMany(t => t.Lines.Select(l => t.Heading + (language == "ja" ? "：" : ": ") + l.Text))];
}
