using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Customers;

/// <summary>The awaited answer to a further head of a treatment; the primary one is the <see cref="OpenResponse"/> itself.</summary>
public sealed class HeadAnswer : AwaitedAnswer
{
    public HeadKind Head { get; init; }
}
