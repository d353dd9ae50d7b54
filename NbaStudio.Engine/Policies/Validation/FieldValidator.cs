using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks every field against its fact: ranges, allowed words, durations, times of day, lengths, and whether it is there.</summary>
internal sealed class FieldValidator : IPolicyValidator
{
    private static readonly DocumentWalker Walker = new((document, shape, path, issues) =>
    {
        foreach (var field in shape.Fields)
        {
            if (FieldFacts.Of(field) is { } fact && field.Name != "key")
            {
                Check(field.Property.GetValue(document), field, fact, path, issues);
            }
        }
    });

    public void Validate(ValidationContext context) => Walker.Visit(context.Document, context.Issues);

    /// <param name="parent">Path of the document that has the field: joined to the field's name only where there is something to say, which is seldom.</param>
    private static void Check(object? value, DocumentField field, FieldFact fact, string parent, IssueList issues)
    {
        switch (value)
        {
            case string text:
                CheckText(text, field, fact, parent, issues);
                break;
            case int number:
                CheckRange(number, number, field, fact, parent, issues);
                break;
            case double number:
                CheckRange(number, number, field, fact, parent, issues);
                break;
            case decimal number:
                CheckRange((double)number, number, field, fact, parent, issues);
                break;
            case IReadOnlyList<string> words when fact.Words.Count > 0:
                for (var i = 0; i < words.Count; i++)
                {
                    CheckWord(words[i], i, field, fact, parent, issues);
                }

                break;
            case null when fact.IsRequired:
                issues.Error(field.Name + ".missing", Paths.Join(parent, field.Name), null, field.Name);
                break;
            default:
                break;
        }
    }

    private static void CheckRange<T>(double number, T shown, DocumentField field, FieldFact fact, string parent, IssueList issues)
        where T : IFormattable
    {
        if (fact.HasRange && !fact.Allows(number))
        {
            issues.Error(field.Name + ".range", Paths.Join(parent, field.Name), null, field.Name, shown.ToString(null, CultureInfo.InvariantCulture), fact.RangeText());
        }
    }

    private static void CheckText(string text, DocumentField field, FieldFact fact, string parent, IssueList issues)
    {
        if (string.IsNullOrWhiteSpace(text) && fact.IsRequired)
        {
            issues.Error(field.Name + ".missing", Paths.Join(parent, field.Name), null, field.Name);
        }
        else if (fact.Words.Count > 0)
        {
            CheckWord(text, null, field, fact, parent, issues);
        }
        else if (fact.IsDuration)
        {
            if (!Durations.TryParse(text, out var duration) || duration < fact.ShortestDuration || duration > fact.LongestDuration)
            {
                var (shortest, longest) = (Durations.Format(fact.ShortestDuration!.Value), Durations.Format(fact.LongestDuration!.Value));
                issues.Error(field.Name + ".duration", Paths.Join(parent, field.Name), null, field.Name, text, shortest, longest);
            }
        }
        else if (fact.IsTimeOfDay && DocumentWords.Minute(text) is null)
        {
            issues.Error(field.Name + ".time", Paths.Join(parent, field.Name), null, field.Name, text);
        }
        else if (text.Length > fact.MaximumLength)
        {
            var (length, maximum) = (text.Length.ToString(CultureInfo.InvariantCulture), fact.MaximumLength.ToString(CultureInfo.InvariantCulture));
            issues.Error(field.Name + ".length", Paths.Join(parent, field.Name), null, field.Name, length, maximum);
        }
    }

    /// <param name="index">Its place in a list of words; null where the field is one.</param>
    private static void CheckWord(string text, int? index, DocumentField field, FieldFact fact, string parent, IssueList issues)
    {
        // A kind of channel without a driver has a sentence of its own.
        if (!fact.Words.Contains(text, StringComparer.Ordinal) && field.FullName != "ChannelDocument.kind")
        {
            var path = Paths.Join(parent, field.Name);
            path = index is { } at ? Paths.Join(path, at.ToString(CultureInfo.InvariantCulture)) : path;
            issues.Error(field.Name + ".word", path, NearestName.Find(text, fact.Words), field.Name, text, string.Join(", ", fact.Words));
        }
    }
}
