using NbaStudio.Data.Filters;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>Saved filters in memory, whoever asks.</summary>
public sealed class FakeFilters : ISavedFilters
{
    public List<(string Page, SavedFilter Filter)> All { get; } = [];

    public Task<IReadOnlyList<SavedFilter>> ListAsync(string page, Caller who, CancellationToken stop = default) =>
        Task.FromResult<IReadOnlyList<SavedFilter>>([.. All.Where(f => f.Page == page).Select(f => f.Filter)]);

    public Task<FilterSaving> SaveAsync(string page, SavedFilter filter, Caller who, CancellationToken stop = default)
    {
        All.Add((page, filter));
        return Task.FromResult(FilterSaving.Saved);
    }

    public Task RemoveAsync(string page, string name, Caller who, CancellationToken stop = default)
    {
        All.RemoveAll(f => f.Page == page && f.Filter.Name == name);
        return Task.CompletedTask;
    }
}
