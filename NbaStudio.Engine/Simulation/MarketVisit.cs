namespace NbaStudio.Engine.Simulation;

/// <summary>One visit to the web site or the app: the pages looked at, in order.</summary>
/// <param name="Channel">web or app.</param>
internal sealed record MarketVisit(string Channel, IReadOnlyList<string> Pages, bool Leaving);
