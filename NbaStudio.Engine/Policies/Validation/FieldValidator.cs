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
                Check(field.Property.GetValue(document), field, fact, Paths.Join(path, field.Name), issues);
            }
        }
    });

    public void Validate(ValidationContext context) => Walker.Visit(context.Document, context.Issues);

    private static void Check(object? value, DocumentField field, FieldFact fact, string path, IssueList issues)
    {
        switch (value)
        {
            case string text:
                CheckText(text, field, fact, path, issues);
                break;
            case int number:
                CheckRange(number, number.ToString(CultureInfo.InvariantCulture), field, fact, path, issues);
                break;
            case double number:
                CheckRange(number, number.ToString("R", CultureInfo.InvariantCulture), field, fact, path, issues);
                break;
            case decimal number:
                CheckRange((double)number, number.ToString(CultureInfo.InvariantCulture), field, fact, path, issues);
                break;
            case IReadOnlyList<string> words when fact.Words.Count > 0:
                for (var i = 0; i < words.Count; i++)
                {
                    CheckWord(words[i], field, fact, Paths.Join(path, i.ToString(CultureInfo.InvariantCulture)), issues);
                }

                break;
            case null when fact.IsRequired:
                issues.Error(field.Name + ".missing", path, null, field.Name);
                break;
            default:
                break;
        }
    }

    private static void CheckRange(double number, string shown, DocumentField field, FieldFact fact, string path, IssueList issues)
    {
        if (fact.HasRange && !fact.Allows(number))
        {
            issues.Error(field.Name + ".range", path, null, field.Name, shown, fact.RangeText());
        }
    }

    private static void CheckText(string text, DocumentField field, FieldFact fact, string path, IssueList issues)
    {
        if (string.IsNullOrWhiteSpace(text) && fact.IsRequired)
        {
            issues.Error(field.Name + ".missing", path, null, field.Name);
        }
        else if (fact.Words.Count > 0)
        {
            CheckWord(text, field, fact, path, issues);
        }
        else if (fact.IsDuration)
        {
            if (!Durations.TryParse(text, out var duration) || duration < fact.ShortestDuration || duration > fact.LongestDuration)
            {
                var (shortest, longest) = (Durations.Format(fact.ShortestDuration!.Value), Durations.Format(fact.LongestDuration!.Value));
                issues.Error(field.Name + ".duration", path, null, field.Name, text, shortest, longest);
            }
        }
        else if (fact.IsTimeOfDay && DocumentWords.Minute(text) is null)
        {
            issues.Error(field.Name + ".time", path, null, field.Name, text);
        }
        else if (text.Length > fact.MaximumLength)
        {
            var (length, maximum) = (text.Length.ToString(CultureInfo.InvariantCulture), fact.MaximumLength.ToString(CultureInfo.InvariantCulture));
            issues.Error(field.Name + ".length", path, null, field.Name, length, maximum);
        }
    }

    private static void CheckWord(string text, DocumentField field, FieldFact fact, string path, IssueList issues)
    {
        // A kind of channel without a driver has a sentence of its own.
        if (!fact.Words.Contains(text, StringComparer.Ordinal) && field.FullName != "ChannelDocument.kind")
        {
            issues.Error(field.Name + ".word", path, NearestName.Find(text, fact.Words), field.Name, text, string.Join(", ", fact.Words));
        }
    }
}
