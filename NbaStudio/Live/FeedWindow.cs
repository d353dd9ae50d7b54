namespace NbaStudio.Live;

/// <summary>The span that the counters of the Live page cover.</summary>
public enum FeedWindow : byte { FiveMinutes, Hour, Today }
