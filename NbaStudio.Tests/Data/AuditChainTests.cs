using Microsoft.Data.Sqlite;
using NbaStudio.Data;

namespace NbaStudio.Tests.Data;

public sealed class AuditChainTests : IDisposable
{
    private readonly ConsoleDataFixture _data = new();

    private AuditLog Log => _data.Get<AuditLog>();

    private AuditKeeper Keeper => _data.Get<AuditKeeper>();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Verify_UntouchedChain_IsIntact()
    {
        await WriteAsync(5);

        var report = await Keeper.VerifyAsync();

        report.ShouldSatisfyAllConditions(r => r.IsIntact.ShouldBeTrue(), r => r.Entries.ShouldBe(5), r => r.Last.ShouldBe(5));
        await WriteAsync(3);
        (await Keeper.VerifyAsync((report.Last, report.Head))).IsIntact.ShouldBeTrue();
    }

    [Theory]
    [InlineData("UPDATE audit SET Who = 'eve' WHERE Id = 3", 3)]
    [InlineData("UPDATE audit SET After = NULL WHERE Id = 2", 2)]
    [InlineData("UPDATE audit SET Time = Time + 1 WHERE Id = 4", 4)]
    [InlineData("DELETE FROM audit WHERE Id = 3", 4)]
    [InlineData("DELETE FROM audit WHERE Id = 1", 2)]
    [InlineData("UPDATE audit SET Hash = NULL WHERE Id = 5", 5)]
    public async Task Verify_TamperedEntry_IsFound(string sql, long at)
    {
        await WriteAsync(5);
        Execute(sql);

        (await Keeper.VerifyAsync()).BrokenAt.ShouldBe(at);
    }

    [Fact]
    public async Task Verify_EndTakenAway_IsFoundWithANotedHead()
    {
        await WriteAsync(5);
        var head = await Keeper.VerifyAsync();
        Execute("DELETE FROM audit WHERE Id = 5");

        (await Keeper.VerifyAsync()).IsIntact.ShouldBeTrue("a chain alone cannot know its end");
        (await Keeper.VerifyAsync((head.Last, head.Head))).Fault.ShouldNotBeNull();
    }

    [Fact]
    public async Task Cut_OldEntries_LeavesAVerifiableChainAndASealThatCannotBeMoved()
    {
        await WriteAsync(4);
        _data.Time.Advance(TimeSpan.FromDays(400));
        await WriteAsync(2);

        (await Keeper.CutAsync(_data.Time.GetUtcNow().AddDays(-365))).ShouldBe(4);

        var report = await Keeper.VerifyAsync();
        (report.IsIntact, report.First, report.Entries).ShouldBe((true, 5L, 3L), "two that stay, and the cut itself");
        (await Keeper.CutAsync(_data.Time.GetUtcNow().AddDays(-365))).ShouldBe(0);
        Execute("DELETE FROM audit WHERE Id = 5; UPDATE audit_anchors SET LastId = 5, LastHash = (SELECT Hash FROM audit WHERE Id = 6)");
        (await Keeper.VerifyAsync()).Fault!.ShouldContain("seal");
    }

    [Fact]
    public async Task Write_ByManyAtOnce_KeepsOneChain()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Log.WriteAsync("ann", "test", i.ToString(System.Globalization.CultureInfo.InvariantCulture)))));

        (await Keeper.VerifyAsync()).Entries.ShouldBe(40);
        (await Keeper.VerifyAsync()).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task Migrate_EntriesFromBeforeTheChain_AreChainedAsTheyStand()
    {
        await WriteAsync(3);
        Execute("UPDATE audit SET Hash = NULL; DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '%Accounts'; DROP TABLE accounts; DROP TABLE sessions; DROP TABLE audit_anchors; ALTER TABLE audit DROP COLUMN Hash; ALTER TABLE api_keys DROP COLUMN LastUsedAt");

        await _data.Database().MigrateAsync();

        (await Keeper.VerifyAsync()).ShouldSatisfyAllConditions(r => r.IsIntact.ShouldBeTrue(), r => r.Entries.ShouldBe(3));
    }

    private async Task WriteAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Log.WriteAsync("ann", "test.done", $"thing {i}", "before", "after");
        }
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_data.Workspace.ConsoleDatabaseFile}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
