using System.Globalization;
using System.Text.Json;
using NbaStudio.Localization;

namespace NbaStudio.Live.Wording;

/// <summary>Fields of the policy and their values as people read them. Pure.</summary>
internal sealed class FieldWords(Words words, Formats formats, ItemNames names)
{
    private static readonly HashSet<string> Shares = ["randomCheck", "share", "explorationBudget", "startingPropensity", "minimumPropensity", "threshold"];
    private static readonly HashSet<string> Money = ["serviceValue", "costPerContact", "maximumValue"];
    private static readonly HashSet<string> Durations = ["window", "stickyFor", "halfLife", "rest", "validFor", "waitForLate", "coolDown"];
    private static readonly HashSet<string> Times = ["validFrom", "validTo"];
    private static readonly HashSet<string> Scopes = ["objective", "group", "action", "treatment", "channel"];

    /// <summary>Fields that hold conditions and numbers to work out, in the language of the policy.</summary>
    private static readonly HashSet<string> Expressions =
        ["eligibility", "applicability", "suitability", "when", "where", "value", "leverExpression", "amount", "progress", "deadline", "pattern", "salt", "model", "text", "subject", "body", "image", "link", "button"];

    /// <summary>Name of a field: the last part of its path says which; what people chose themselves, such as a language, stands as it is.</summary>
    public string Name(string path)
    {
        var parts = path.Split('/');
        var texts = parts.Select((part, i) => i > 0 && parts[0] is "content" or "label" or "features" && i == 1 ? part : words.Or("field." + part, "field.other")).ToList();
        return parts[0] switch
        {
            "content" when parts.Length > 2 => words["diff.in", texts[^1], LanguageName(parts[1])],
            "label" when parts.Length > 1 => words["diff.in", texts[0], LanguageName(parts[1])],
            _ when parts.Length > 1 => words["diff.of", texts[^1], texts[0]],
            _ => texts[0],
        };
    }

    /// <summary>A value in one line.</summary>
    public string Value(string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => words["word.yes"],
        JsonValueKind.False => words["word.no"],
        JsonValueKind.Number => Number(field, value),
        JsonValueKind.String => Text(field, value.GetString()!),
        JsonValueKind.Array => value.GetArrayLength() == 0 ? words["word.none"] : string.Join(words[value[0].ValueKind == JsonValueKind.Object ? "diff.semicolon" : "diff.comma"], value.EnumerateArray().Select(v => Value(field, v))),
        JsonValueKind.Object => Object(field, value),
        _ => words["word.none"],
    };

    private string LanguageName(string tag) => words.Or("language." + tag, "language.other") is var name && name != words["language.other"] ? name : tag;

    private string Number(string field, JsonElement value)
    {
        if (Money.Contains(field) && value.TryGetDecimal(out var money))
        {
            return formats.MoneyInSentence(money);
        }

        var number = value.GetDouble();
        return Shares.Contains(field) ? formats.Number(number * 100, 4) + "%"
            : field is "lever" or "weight" or "p" or "c" or "v" or "l" ? number.ToString("0.0###", CultureInfo.InvariantCulture)
            : formats.Number(number, 6);
    }

    private string Text(string field, string text)
    {
        if (Durations.Contains(field) && text.Length > 1 && long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return words[$"duration.{text[^1]}" + (count == 1 ? ".one" : ""), formats.Number(count)];
        }

        if (Times.Contains(field) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return formats.Stamp(time);
        }

        if (Expressions.Contains(field))
        {
            return words["diff.quoted", text];
        }

        if (field is "channels" or "fallBackChannels")
        {
            return names.Find("channel", text) ?? text;
        }

        if (Scopes.Contains(field))
        {
            return words["diff.quoted", names.Find(field, text) ?? text];
        }

        return words.Or("word." + text, "word.unknown") is var known && known != words["word.unknown"] ? known : text;
    }

    private string Object(string field, JsonElement value)
    {
        var parts = value.EnumerateObject().ToList();
        if (field == "scope")
        {
            return parts.Count == 0 ? words["word.all"] : string.Join(words["diff.comma"], parts.Select(p => words["diff.item", words["item." + p.Name], names.Find(p.Name, p.Value.GetString()!) ?? p.Value.GetString()!]));
        }

        return parts.Count == 0 ? words["word.none"] : string.Join(words["diff.comma"], parts.Select(p => words["diff.pair", words.Or("field." + p.Name, "field.other") is var name && name != words["field.other"] ? name : p.Name, Value(p.Name, p.Value)]));
    }
}
