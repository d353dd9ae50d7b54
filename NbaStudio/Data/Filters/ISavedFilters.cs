using NbaStudio.Security;

namespace NbaStudio.Data.Filters;

/// <summary>Filters that people keep under a name, each for oneself. Not audited: nobody else sees them, and nothing depends on them. Thread safe.</summary>
public interface ISavedFilters
{
    /// <summary>The person's own of a page, by name.</summary>
    /// <param name="page">Which page, such as actions.</param>
    /// <param name="who">Needs the scope read.</param>
    [Needs(Scopes.Read)]
    Task<IReadOnlyList<SavedFilter>> ListAsync(string page, Caller who, CancellationToken stop = default);

    /// <summary>Keeps a filter; one of the same name is replaced.</summary>
    /// <param name="filter">Its name has 1 to 60 characters.</param>
    /// <param name="who">Needs the scope read.</param>
    [Needs(Scopes.Read)]
    Task<FilterSaving> SaveAsync(string page, SavedFilter filter, Caller who, CancellationToken stop = default);

    /// <summary>Forgets one.</summary>
    /// <param name="who">Needs the scope read.</param>
    [Needs(Scopes.Read)]
    Task RemoveAsync(string page, string name, Caller who, CancellationToken stop = default);
}
