namespace NbaStudio.Security;

/// <summary>What an API key, or a role, may do.</summary>
public static class Scopes
{
    public const string Ingest = "ingest";
    public const string Decide = "decide";
    public const string Outcome = "outcome";
    public const string Read = "read";

    /// <summary>Reading one customer and the next best for them, by id; part of read.</summary>
    public const string Customer = "customer";

    /// <summary>Seeing the values of sensitive attributes in what may be read. On its own it opens no call.</summary>
    public const string Sensitive = "sensitive";

    public const string Design = "design";
    public const string Publish = "publish";

    /// <summary>Everything, other scopes included.</summary>
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Ingest, Decide, Outcome, Customer, Read, Sensitive, Design, Publish, Admin];
}
