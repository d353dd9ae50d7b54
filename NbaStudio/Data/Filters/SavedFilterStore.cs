using Microsoft.EntityFrameworkCore;
using NbaStudio.Data.Rows;
using NbaStudio.Security;

namespace NbaStudio.Data.Filters;

/// <summary>Saved filters in the console's database.</summary>
internal sealed class SavedFilterStore(IDbContextFactory<ConsoleDb> contexts) : ISavedFilters
{
    /// <summary>Most of a person for a page.</summary>
    public const int MaximumCount = 50;

    public const int LongestName = 60;

    private const int LongestQuery = 2_000;

    public async Task<IReadOnlyList<SavedFilter>> ListAsync(string page, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Read);
        var owner = OwnerOf(who);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var rows = await db.SavedFilters.AsNoTracking().Where(row => row.Owner == owner && row.Page == page).ToListAsync(stop);
        return [.. rows.OrderBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase).Select(row => new SavedFilter(row.Name, row.Query))];
    }

    public async Task<FilterSaving> SaveAsync(string page, SavedFilter filter, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Read);
        ArgumentNullException.ThrowIfNull(filter);
        var (owner, name) = (OwnerOf(who), filter.Name.Trim());
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            return FilterSaving.BadName;
        }

        if (filter.Query.Length > LongestQuery)
        {
            return FilterSaving.TooLong;
        }

        await using var db = await contexts.CreateDbContextAsync(stop);
        // One writer at a time from here on: two windows of a person do not save the same name at once.
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var row = await db.SavedFilters.FindAsync([owner, page, name], stop);
        if (row is null && await db.SavedFilters.CountAsync(of => of.Owner == owner && of.Page == page, stop) >= MaximumCount)
        {
            return FilterSaving.Full;
        }

        if (row is null)
        {
            db.SavedFilters.Add(new SavedFilterRow { Owner = owner, Page = page, Name = name, Query = filter.Query });
        }
        else
        {
            row.Query = filter.Query;
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return FilterSaving.Saved;
    }

    public async Task RemoveAsync(string page, string name, Caller who, CancellationToken stop = default)
    {
        who.Demand(Scopes.Read);
        var owner = OwnerOf(who);
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.SavedFilters.Where(row => row.Owner == owner && row.Page == page && row.Name == name).ExecuteDeleteAsync(stop);
    }

    // Before accounts are set up there is one person.
    private static string OwnerOf(Caller who) => who.AccountId ?? who.Name;
}
