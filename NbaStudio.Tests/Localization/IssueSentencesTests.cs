using System.Text.RegularExpressions;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Schedules;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;
using NbaStudio.Live.Wording;
using NbaStudio.Localization;
using NbaStudio.Localization.Issues;
using NbaStudio.Tests.Architecture;
using NbaStudio.Tests.Conditions;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Localization;

/// <summary>What is wrong is said in both languages, whatever it is; and when a schedule calls.</summary>
public sealed partial class IssueSentencesTests
{
    private static readonly Words Japanese = new("ja");

    [Fact]
    public void Codes_OfPolicies_AllHaveAJapaneseSentenceWithTheirValues()
    {
        PolicyJapanese.Templates.Keys.Order().ShouldBe(PolicyIssueTexts.Templates.Keys.Order());
        foreach (var (key, text) in PolicyJapanese.Templates)
        {
            Places(text).ShouldBeSubsetOf(Places(PolicyIssueTexts.Templates[key]), key);
            Places(PolicyIssueTexts.Templates[key]).Except(Places(text)).ShouldBeEmpty(key);
        }
    }

    [Fact]
    public void Sentences_OfExpressions_AllHaveAJapaneseOne()
    {
        var sentences = Sentences().ToList();
        sentences.Count.ShouldBeGreaterThan(70);

        sentences.Where(s => !ExpressionJapanese.Templates.ContainsKey(s)).ShouldBeEmpty();
        ExpressionJapanese.Templates.Keys.Except(sentences).ShouldBeEmpty("a sentence that the engine does not say any more");
        foreach (var (english, japanese) in ExpressionJapanese.Templates)
        {
            Places(japanese).ShouldBe(Places(english), ignoreOrder: true, english);
        }
    }

    [Fact]
    public void Texts_InJapanese_KeepTheHouseStyle()
    {
        foreach (var text in PolicyJapanese.Templates.Values.Concat(ExpressionJapanese.Templates.Values).Concat(PhraseJapanese.Phrases.Values).Where(t => !t.Contains('`')))
        {
            text.ShouldNotContain("!");
            text.ShouldNotContain("!");
            text.ShouldNotContain("させていただ");
        }
    }

    [Fact]
    public void Say_OfARange_NamesFieldAndWhatIsAllowed()
    {
        var issue = PolicyValidator.Validate(SmallPolicy.WithAction(a => a with { Lever = 11 })).Single(i => i.Code == "lever.range");

        IssueSentences.Say(issue, new Words("en")).ShouldBe(issue.Message);
        IssueSentences.Say(issue, Japanese).ShouldBe("レバーが11です。使えるのは0〜10です。");
    }

    [Theory]
    [InlineData("customer.aeg >= 18", "1行1文字目：`customer.aeg` という名前はありません。`customer.age` のことですか。")]
    [InlineData("customer.age >= \"x\"", "1行1文字目：`>=` には数値、金額、日付、期間が必要ですが、`\"x\"` はテキストです。")]
    [InlineData("customer.age >", "1行15文字目：テキストの終わり がありますが、ここには名前、数値、テキスト、`(` のいずれかが必要です。")]
    public void Say_OfAMistakeInARule_NamesThePlaceInJapanese(string rule, string said)
    {
        var policy = SmallPolicy.WithAction(a => a with { Eligibility = rule });

        var issue = PolicyValidator.Validate(policy).First(i => i.Code.StartsWith("expression.", StringComparison.Ordinal));

        IssueSentences.Say(issue, Japanese).ShouldBe(said);
        IssueSentences.Say(issue, new Words("en")).ShouldBe(issue.Message);
    }

    [Theory]
    [InlineData("channel = \"web\"", "`channel`")]
    [InlineData("customer.value > 1", "`customer.value`")]
    public void Say_OfANameLikeAWordOfOurs_KeepsItAsItWasWritten(string rule, string name) => IssueSentences.Say(TestScope.Issues(rule)[0], Japanese).ShouldContain(name);

    [Fact]
    public void Say_OfNestedMistakes_HasNoEnglishLeft()
    {
        string[] rules = ["count(event \"purchase\" in 999d) > 1", "round(1, 2) > 1", "1 > 2 > 3", "condition \"nope\"", "seen(event \"page_view\".page in 7d)", "customer.age + true = 1", "is missing", "\"a"];
        foreach (var issue in rules.SelectMany(rule => TestScope.Issues(rule)))
        {
            var said = IssueSentences.Say(issue, Japanese);
            said.ShouldNotBe(issue.Message, issue.Code);
            EnglishWords().IsMatch(Quoted().Replace(said, "")).ShouldBeFalse(said);
        }
    }

    [Theory]
    [InlineData("every tuesday at 10:00", "every Tue at 10:00", "毎週火曜日 10:00")]
    [InlineData("every monday and thursday at 09:00", "every Mon and Thu at 09:00", "毎週月・木曜日 09:00")]
    [InlineData("every day at 10:00", "every day at 10:00", "毎日 10:00")]
    [InlineData("every weekday at 18:30", "every weekday at 18:30", "平日 18:30")]
    [InlineData("every month on 15 at 09:00", "every month on day 15 at 09:00", "毎月15日 09:00")]
    [InlineData("every month on last at 09:00", "every month on the last day at 09:00", "毎月末日 09:00")]
    [InlineData("on 2026-12-24 at 08:00", "on 2026-12-24 at 08:00", "2026-12-24 08:00")]
    public void Schedule_InBothLanguages_IsSaidInWords(string text, string english, string japanese)
    {
        var schedule = ScheduleLanguage.Parse(text).Schedule.ShouldNotBeNull();

        ScheduleSentences.Of(schedule, new Words("en")).ShouldBe(english);
        ScheduleSentences.Of(schedule, Japanese).ShouldBe(japanese);
    }

    // Interpolated texts that become sentences of mistakes, as the compiler makes templates of them.
    private static IEnumerable<string> Sentences() =>
        new[] { "NbaStudio.Engine/Conditions", "NbaStudio.Engine/Detection/Patterns", "NbaStudio.Engine/Content" }.SelectMany(folder => Repository.Files(folder, ".cs"))
            .SelectMany(file => InSource(File.ReadAllText(Repository.File(file)))).Distinct();

    private static IEnumerable<string> InSource(string source)
    {
        for (var at = source.IndexOf("$\"", StringComparison.Ordinal); at >= 0; at = source.IndexOf("$\"", at + 2, StringComparison.Ordinal))
        {
            var before = source[(source.LastIndexOfAny([';', '{', '}'], at) + 1)..at];
            // The name in an unknown name is a value, not a sentence.
            if ((Says().IsMatch(before) && !before.EndsWith("Unknown(", StringComparison.Ordinal)) || Returns().IsMatch(source[..at]))
            {
                yield return Template(source, at + 2);
            }
        }
    }

    private static string Template(string source, int at)
    {
        var template = new System.Text.StringBuilder();
        var places = 0;
        for (; source[at] != '"'; at++)
        {
            if (source[at] == '\\')
            {
                template.Append(source[++at]);
            }
            else if (source[at] is '{' or '}' && source[at + 1] == source[at])
            {
                template.Append(source[at], 2);
                at++;
            }
            else if (source[at] == '{')
            {
                var (depth, quoted, start) = (0, false, at);
                for (; depth > 0 || source[at] != '}' || at == start; at++)
                {
                    quoted ^= source[at] == '"';
                    depth += quoted ? 0 : source[at] is '(' ? 1 : source[at] is ')' ? -1 : 0;
                }

                var format = Format().Match(source[start..at]);
                template.Append('{').Append(places++).Append(format.Success ? format.Value : "").Append('}');
            }
            else
            {
                template.Append(source[at]);
            }
        }

        return template.ToString();
    }

    private static List<string> Places(string text) => [.. Place().Matches(text.Replace("{{", "", StringComparison.Ordinal)).Select(m => m.Groups[1].Value).Distinct().Order()];

    [GeneratedRegex(@"(ssues\.Add\(|\bFail\(|\bUnexpected\(|\bExpectEnd\(|IssueText\.Of\(|FormattableString \w+ =)[^;]*$")]
    private static partial Regex Says();

    // What names an unknown name, and what was found, are sentences of their own.
    [GeneratedRegex(@"FormattableString (Unknown|Describe)\([^)]*\)\s*\{[^$]*(\$""[^;]*;[^$]*)*return $")]
    private static partial Regex Returns();

    [GeneratedRegex(@":[A-Z]\d$")]
    private static partial Regex Format();

    [GeneratedRegex(@"\{(\d)(?::\w+)?\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\b[a-z]{3,}\b")]
    private static partial Regex EnglishWords();

    [GeneratedRegex("`[^`]*`|\"[^\"]*\"|[a-z]+\\.[a-z]+")]
    private static partial Regex Quoted();
}
