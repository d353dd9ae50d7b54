using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Customers;

/// <summary>What to create or change of a customer; what is absent stays as it is.</summary>
public sealed record CustomerPatch
{
    /// <summary>Typed values by attribute; missing removes.</summary>
    public IReadOnlyDictionary<string, Value> Attributes { get; init; } = new Dictionary<string, Value>();

    public IReadOnlyList<ConsentInput> Consents { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Channel id to address (e-mail address ...); null removes.</summary>
    public IReadOnlyDictionary<string, string?> Addresses { get; init; } = new Dictionary<string, string?>();

    /// <summary>IANA name.</summary>
    public string? TimeZone { get; init; }

    public string? Language { get; init; }

    public bool Simulated { get; init; }

    /// <summary>Key or account that sends it, as the ledger of consents names it; null = the hub itself.</summary>
    public string? By { get; init; }
}

/// <summary>One statement of consent. The newest by its own time wins.</summary>
/// <param name="Channel">Channel id, or * for all.</param>
/// <param name="Purpose">Such as marketing.</param>
public sealed record ConsentInput(string Channel, string Purpose, bool Granted, DateTimeOffset Time, string Source, string? Proof);
