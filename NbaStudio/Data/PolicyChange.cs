using NbaStudio.Engine.Policies;

namespace NbaStudio.Data;

/// <summary>A named set of edits of items.</summary>
/// <param name="BaseRevision">The newest revision when it was made; every edit names the one that its author saw.</param>
/// <param name="Edits">Ordered by kind and handle; empty in lists, which say only <paramref name="EditCount"/>.</param>
/// <param name="Version">Grows with every edit; callers name the version that they saw.</param>
public sealed record PolicyChange(
    string Id, string Name, int BaseRevision, ChangeState State, IReadOnlyList<PolicyEdit> Edits, int EditCount, string Author, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version)
{
    /// <summary>Everybody who worked on its edits, the author first: none of them approves it while somebody else may.</summary>
    public IReadOnlyList<string> Editors { get; init; } = [Author];

    /// <summary>Who submitted it; null while it is open.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>Who approved it; null while nobody has, and again after an edit.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Hash of the edits that were approved.</summary>
    public string? ApprovedHash { get; init; }

    /// <summary>Number of the revision that it became.</summary>
    public int? PublishedAs { get; init; }

    /// <summary>A whole document from before changes were kept as edits; null everywhere else.</summary>
    public string? Document { get; init; }

    /// <summary>SHA-256 of the edits, in hexadecimal: what an approver says yes to.</summary>
    public string ContentHash => Data.ContentHash.Of(Edits.SelectMany(e => (string[])
        [e.Kind, e.Handle, e.Json ?? "", e.Json is null ? "-" : "+", e.Parent ?? "", e.After is null ? "" : "+" + e.After, e.Base.ToString(System.Globalization.CultureInfo.InvariantCulture)]));
}
