using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NbaStudio.Configuration;
using NbaStudio.Data;

namespace NbaStudio.Tests.Data;

public sealed class ConsoleDatabaseTests : IDisposable
{
    private readonly ConsoleDataFixture _data = new(migrate: false);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task MigrateAsync_NewFile_EqualsTheModel()
    {
        await _data.Database().MigrateAsync();
        var model = _data.Folder.File("model.db");
        await using (var db = new ConsoleDb(new DbContextOptionsBuilder<ConsoleDb>().UseSqlite($"Data Source={model}").Options))
        {
            await db.Database.EnsureCreatedAsync();
        }

        var migrated = Schema(_data.Workspace.ConsoleDatabaseFile);
        migrated.Count.ShouldBeGreaterThan(40);
        migrated.ShouldBe(Schema(model));
    }

    [Fact]
    public async Task MigrateAsync_Twice_DoesNothingTheSecondTime()
    {
        await _data.Database().MigrateAsync();
        var before = Schema(_data.Workspace.ConsoleDatabaseFile);

        await _data.Database().MigrateAsync();

        Schema(_data.Workspace.ConsoleDatabaseFile).ShouldBe(before);
    }

    [Fact]
    public async Task MigrateAsync_LockLeftByACrash_IsRemoved()
    {
        LeaveLock("2020-01-01 00:00:00+00:00");

        await _data.Database().MigrateAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Schema(_data.Workspace.ConsoleDatabaseFile).ShouldContain(column => column.StartsWith("settings.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MigrateAsync_LockOfALivingProcess_GivesUpWithAMessage()
    {
        LeaveLock(DateTimeOffset.UtcNow.AddMinutes(10).ToString("yyyy-MM-dd HH:mm:ss+00:00"));

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => _data.Database(TimeSpan.FromSeconds(1)).MigrateAsync()).WaitAsync(TimeSpan.FromSeconds(20));

        failure.Message.ShouldContain("another process");
    }

    private void LeaveLock(string time)
    {
        using var connection = new SqliteConnection($"Data Source={_data.Workspace.ConsoleDatabaseFile}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '{time}');
            """;
        command.ExecuteNonQuery();
    }

    private static List<string> Schema(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' ' || ifnull(c.dflt_value, '') || ' ' || (t.sql LIKE '%AUTOINCREMENT%')
            FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE '\_\_EF%' ESCAPE '\' AND t.name NOT LIKE 'sqlite%'
            UNION ALL SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1
            """;
        using var reader = command.ExecuteReader();
        List<string> lines = [];
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
