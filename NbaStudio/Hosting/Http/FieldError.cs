using System.Text.Json.Serialization;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Hosting.Http;

/// <summary>One thing that is wrong in a request.</summary>
/// <param name="Path">Where, such as events[3].time; empty for the whole body.</param>
/// <param name="Message">What is wrong, with the value.</param>
/// <param name="Allowed">What would be right, or null where the message says it.</param>
public sealed record FieldError(string Path, string Message, string? Allowed = null)
{
    /// <summary>What the check of a policy found, where it is that: pages say it in the reader's language.</summary>
    [JsonIgnore]
    internal PolicyIssue? Issue { get; init; }
}
