namespace NbaStudio.Engine.Policies;

/// <summary>What every level of the hierarchy says of whether and when it runs. It holds for everything under it too.</summary>
public interface IActivityDocument
{
    bool Paused { get; }

    /// <summary>Kept for history only; stronger than paused.</summary>
    bool Archived { get; }

    /// <summary>First moment at which it runs; absent = always did.</summary>
    DateTimeOffset? ValidFrom { get; }

    /// <summary>First moment at which it runs no more; absent = for good.</summary>
    DateTimeOffset? ValidTo { get; }
}
