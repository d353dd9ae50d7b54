using NbaStudio.Commands.Import.Sending;

namespace NbaStudio.Commands.Replay;

/// <summary>An event of the log.</summary>
internal sealed record ReplayEvent(DateTimeOffset Time, PendingEntry Entry);
