namespace NbaStudio.Components.Pages.Glossary;

/// <summary>The words of the product, in the order in which they explain each other. Their names and what they mean are texts of their keys.</summary>
public static class GlossaryWords
{
    /// <summary>By what they are about; each with the page where it is seen at work, null where there is none.</summary>
    public static readonly IReadOnlyList<(string Group, IReadOnlyList<(string Word, string? Page)> Words)> All =
    [
        ("say", [("objective", "/actions"), ("group", "/actions"), ("action", "/actions"), ("treatment", "/actions"), ("activity", "/actions"), ("channel", "/data?view=channels"), ("placement", "/data?view=channels"), ("slot", null), ("candidate", null)]),
        ("whom", [("customer", "/customers"), ("alias", "/customers"), ("profile", "/data"), ("consent", "/customers")]),
        ("moment", [("event", "/events"), ("trigger", "/events?view=triggers"), ("pattern", "/events?view=pattern"), ("nonEvent", "/events?view=timers"), ("schedule", "/events?view=triggers"), ("aggregate", null), ("goal", "/events?view=triggers"), ("score", null)]),
        ("may", [("eligibility", "/rules"), ("applicability", "/rules"), ("suitability", "/rules"), ("contactPolicy", "/contacts"), ("budget", "/contacts"), ("reasonCode", "/measure/decisions")]),
        ("choose", [("decision", "/"), ("propensity", "/models"), ("context", "/levers?view=weights"), ("value", "/actions"), ("lever", "/levers"), ("head", "/models"), ("priority", null), ("silence", "/")]),
        ("learn", [("outcome", "/report"), ("arm", null), ("holdOut", "/measure"), ("randomCheck", "/models")]),
        ("release", [("change", "/publish"), ("revision", "/publish"), ("trial", "/publish"), ("snapshot", null)]),
    ];

    /// <summary>Address of a word.</summary>
    public static string LinkOf(string word) => "/glossary#" + word;
}
