namespace NbaStudio.Engine.Serving;

/// <summary>Sorts of ids that must not take effect twice. Stored: never renumber.</summary>
internal static class DedupeKinds
{
    public const byte Event = 1;
    public const byte Outcome = 2;
    public const byte Request = 3;
    public const byte Schedule = 4;
}
