namespace NbaStudio.Hosting.Health;

/// <summary>One thing that must work before the hub takes requests.</summary>
public interface IReadinessCheck
{
    /// <summary>Short name shown in the answer, such as console-database.</summary>
    string Name { get; }

    /// <summary>Why the hub is not ready, or null when it is. Must answer within a second.</summary>
    ValueTask<string?> FindFaultAsync(CancellationToken stop);
}
