namespace NbaStudio.Data.Filters;

/// <summary>A filter of a page that a person keeps.</summary>
/// <param name="Query">What stands in the page's address for it, such as status=Paused.</param>
public sealed record SavedFilter(string Name, string Query);

/// <summary>What came of saving a filter.</summary>
public enum FilterSaving { Saved, BadName, TooLong, Full }
