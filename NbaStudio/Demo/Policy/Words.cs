using NbaStudio.Engine.Policies;

namespace NbaStudio.Demo.Policy;

/// <summary>Small builders that keep the policy's files readable.</summary>
internal static class Words
{
    private const string Site = "https://kawasemi.example";

    public static IReadOnlyDictionary<string, string> Text(string english, string japanese) =>
        new Dictionary<string, string> { ["en"] = english, ["ja"] = japanese };

    /// <summary>One treatment for each look, all from the same words.</summary>
    public static IReadOnlyList<TreatmentDocument> Show(string action, string path, Copy english, Copy japanese, params ReadOnlySpan<Look> looks)
    {
        var treatments = new List<TreatmentDocument>(looks.Length);
        foreach (var look in looks)
        {
            treatments.Add(Treatment(action, look, Site + path, english, japanese));
        }

        return treatments;
    }

    /// <summary>The same treatments, one of them with heads of its own.</summary>
    /// <exception cref="InvalidOperationException">None has this look.</exception>
    public static IReadOnlyList<TreatmentDocument> Learning(this IReadOnlyList<TreatmentDocument> treatments, Look look, params HeadDocument[] heads)
    {
        var suffix = "-" + Suffix(look);
        var one = treatments.Single(t => t.Id.EndsWith(suffix, StringComparison.Ordinal));
        return [.. treatments.Select(t => t == one ? t with { Heads = heads } : t)];
    }

    private static TreatmentDocument Treatment(string action, Look look, string link, Copy english, Copy japanese)
    {
        var (channel, placement) = Target(look);
        return new TreatmentDocument
        {
            Id = $"{action}-{Suffix(look)}",
            Channel = channel,
            Placements = placement is null ? [] : [placement],
            Content = new Dictionary<string, ContentDocument>
            {
                ["en"] = Content(look, link, english, "Hello {{customer.first_name | \"there\"}},", "Kawasemi Mobile"),
                ["ja"] = Content(look, link, japanese, "{{customer.last_name | \"お客\"}}さま", "カワセミモバイル"),
            },
        };
    }

    private static (string Channel, string? Placement) Target(Look look) => look switch
    {
        Look.WebHero => ("web", "hero"),
        Look.WebTile => ("web", "tile"),
        Look.AppHero => ("app", "hero"),
        Look.AppInbox => ("app", "inbox"),
        Look.Push => ("push", null),
        Look.Email => ("email", null),
        Look.Sms => ("sms", null),
        Look.Agent => ("agent", null),
        _ => throw new ArgumentOutOfRangeException(nameof(look), look, "Not a look."),
    };

    private static string Suffix(Look look) => look switch
    {
        Look.WebHero => "web-hero",
        Look.WebTile => "web-tile",
        Look.AppHero => "app-hero",
        Look.AppInbox => "app-inbox",
        _ => look.ToString().ToLowerInvariant(),
    };

    private static ContentDocument Content(Look look, string link, Copy copy, string greeting, string signature) => look switch
    {
        Look.WebHero or Look.AppHero => new() { Subject = copy.Title, Body = copy.Long, Link = link, Button = copy.Button },
        Look.Email => new() { Subject = copy.Title, Body = $"{greeting}\n\n{copy.Long}\n\n{signature}", Link = link, Button = copy.Button },
        Look.Sms => new() { Body = $"{copy.Short} {link}", Link = link },
        Look.Agent => new() { Subject = copy.Title, Body = copy.Long, Button = copy.Button },
        _ => new() { Subject = copy.Title, Body = copy.Short, Link = link, Button = copy.Button },
    };
}
