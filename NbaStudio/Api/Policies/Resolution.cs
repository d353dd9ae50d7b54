using System.Text.Json;

namespace NbaStudio.Api.Policies;

/// <summary>What to do about one edit.</summary>
/// <param name="Kind">Kind of its item.</param>
/// <param name="Id">Id of its item.</param>
/// <param name="Take">mine, theirs or edited.</param>
/// <param name="Item">The other form, for edited.</param>
public sealed record Resolution(string Kind, string Id, ResolutionSide Take, JsonElement? Item = null);

/// <summary>Which side of an edit stands.</summary>
public enum ResolutionSide
{
    /// <summary>The edit, against what others did.</summary>
    Mine,

    /// <summary>What is published: the edit goes.</summary>
    Theirs,

    /// <summary>Another form, against what others did.</summary>
    Edited,
}
