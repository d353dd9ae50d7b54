using NbaStudio.Localization;

namespace NbaStudio.Live.Wording;

/// <summary>What the audit says of an approval besides its hash. It is written in English, once and for good; pages say it in the reader's language.</summary>
public static class ApprovalNotes
{
    public const string ByAuthor = "by one of its authors, the only one who may approve";
    public const string OneStepByAuthor = "approved and published in one step by one of its authors, the only one who may approve";
    public const string OneStep = "approved and published in one step by the only one who may approve";
    public const string NotLooked = "no look at its comparison with the policy in force is known";
    public const string Looked = "its comparison had been looked at";
    public const string LookedWarned = "its comparison and the fairness warning had been looked at";

    private const string Between = "; ";

    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        [ByAuthor] = "approval.byAuthor", [OneStepByAuthor] = "approval.oneStepByAuthor", [OneStep] = "approval.oneStep", [NotLooked] = "approval.notLooked", [Looked] = "approval.looked",
        [LookedWarned] = "approval.lookedWarned",
    };

    /// <summary>Every note.</summary>
    public static IReadOnlyCollection<string> All => Keys.Keys;

    /// <summary>An entry's state after, its notes in the language of the words; everything else as it stands.</summary>
    public static string? Say(string? after, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return after is null || !after.Contains(Between, StringComparison.Ordinal) ? after
            : string.Join(Between, after.Split(Between).Select(part => Keys.TryGetValue(part, out var key) ? words[key] : part));
    }
}
