namespace NbaStudio.Engine.Conditions;

/// <summary>The types of the condition language.</summary>
public enum ValueKind : byte
{
    /// <summary>No value: comparisons with it are unknown.</summary>
    Missing,
    Number,
    /// <summary>An amount in the workspace's currency, in major units.</summary>
    Money,
    Text,
    Boolean,
    /// <summary>UTC, as milliseconds since 1970.</summary>
    DateTime,
    /// <summary>Milliseconds.</summary>
    Duration,
    TextSet,
    /// <summary>Only while checking: an undeclared value (context, event property) whose type is known when it arrives.</summary>
    Any,
}
