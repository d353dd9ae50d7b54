using System.Globalization;
using NbaStudio.Data;

namespace NbaStudio.Channels.Testing;

/// <summary>Who gets test messages: keys of customers in one setting, so that neither it nor its audit names anybody who is erased later.</summary>
internal sealed class TestList(ConsoleSettings settings) : IDisposable
{
    /// <summary>The setting that holds the keys.</summary>
    public const string Setting = "test.customers";

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>In the order of listing.</summary>
    public async Task<IReadOnlyList<long>> ReadAsync(CancellationToken stop) =>
        [.. (await settings.GetAsync(Setting, stop) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(key => long.Parse(key, CultureInfo.InvariantCulture))];

    /// <summary>Replaces the list by what is made of it, and keeps it where that is null. Audited.</summary>
    public async Task ChangeAsync(Func<IReadOnlyList<long>, IEnumerable<long>?> change, string who, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (change(await ReadAsync(stop)) is { } keys)
            {
                await settings.SetAsync(Setting, string.Join(',', keys.Select(key => key.ToString(CultureInfo.InvariantCulture))), who, stop);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
