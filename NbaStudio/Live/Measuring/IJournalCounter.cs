using NbaStudio.Engine.Storage;

namespace NbaStudio.Live.Measuring;

/// <summary>Counts something from the journal, entry by entry and in order, from the first one.</summary>
internal interface IJournalCounter
{
    /// <summary>The next entries; called by one thread at a time.</summary>
    void Take(IReadOnlyList<JournalRow> rows);
}
