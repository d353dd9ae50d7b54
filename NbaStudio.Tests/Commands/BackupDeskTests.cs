using NbaStudio.Commands.Backup;
using NbaStudio.Data;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Api;

namespace NbaStudio.Tests.Commands;

/// <summary>Backups from the console: made beside the running hub, listed, and deleted, by admins only.</summary>
public sealed class BackupDeskTests : IAsyncLifetime
{
    private ApiServer _api = null!;

    private IBackups Backups => _api.Get<IBackups>();

    private BackupStanding Standing => Backups.Read(Caller.Local);

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Begin_MakesWhatTheVerbRestores_AndTellsHow()
    {
        (await Backups.ListAsync(Caller.Local)).ShouldBeEmpty();
        (await Backups.BeginAsync(Caller.Local)).ShouldBeTrue();
        await EndAsync();

        Standing.Last!.Fault.ShouldBeNull();
        var made = (await Backups.ListAsync(Caller.Local)).ShouldHaveSingleItem();
        (made.Workspace, made.Files > 2, made.Bytes > 10_000).ShouldBe(("main", true, true));
        (await BackupFolder.ReadAsync(made.Path, "main", CancellationToken.None)).Files.Count.ShouldBe(made.Files, "whole, and every file as it was written");
        made.RestoreCommand.ShouldContain($" restore --from {made.Path} --replace ");
        made.RestoreCommand.ShouldEndWith("--Nba:Demo=false");
        (await AuditAsync()).ShouldBe(["backup.made", "backup.begun"]);

        Directory.CreateDirectory(Path.Combine(Standing.Folder, "cut-off"));
        (await Backups.ListAsync(Caller.Local)).Count.ShouldBe(1, "what has no manifest is no backup");
        (await Backups.DeleteAsync("../main", Caller.Local)).ShouldBeFalse();
        (await Backups.DeleteAsync(made.Name, Caller.Local)).ShouldBeTrue();
        Directory.Exists(made.Path).ShouldBeFalse();
        (await AuditAsync())[0].ShouldBe("backup.deleted");
    }

    [Fact]
    public async Task Begin_WhereTheNameIsTaken_TakesAnotherAndTouchesNothing()
    {
        await Backups.BeginAsync(Caller.Local);
        await EndAsync();
        var first = (await Backups.ListAsync(Caller.Local)).ShouldHaveSingleItem();
        // Whatever the second is in which the next one begins, there is something of its name.
        var taken = Enumerable.Range(0, 60).Select(s => Path.Combine(Standing.Folder, $"main-{DateTime.UtcNow.AddSeconds(s):yyyyMMdd-HHmmss}")).Where(f => !Directory.Exists(f)).Distinct().ToList();
        foreach (var folder in taken)
        {
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, "somebody's"), "");
        }

        await Backups.BeginAsync(Caller.Local);
        await EndAsync();

        Standing.Last!.Fault.ShouldBeNull();
        (await Backups.ListAsync(Caller.Local)).Select(b => b.Name).ShouldContain(first.Name);
        (await Backups.ListAsync(Caller.Local)).Count.ShouldBe(2);
        taken.ShouldAllBe(folder => File.Exists(Path.Combine(folder, "somebody's")));
    }

    [Fact]
    public async Task Begin_WhereNothingCanBeWritten_SaysWhyAndLeavesNothing()
    {
        await File.WriteAllTextAsync(Standing.Folder, "in the way");

        await Backups.BeginAsync(Caller.Local);
        await EndAsync();

        Standing.Last!.Fault.ShouldNotBeNullOrEmpty();
        (await AuditAsync()).ShouldBe(["backup.begun"]);
    }

    [Fact]
    public async Task Everything_IsForAdmins()
    {
        var marketer = new Caller(CallerKind.Account, "m.ito", [Scopes.Read, Scopes.Design, Scopes.Publish]);

        Should.Throw<UnauthorizedAccessException>(() => Backups.Read(marketer));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Backups.ListAsync(marketer));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Backups.BeginAsync(marketer));
        await Should.ThrowAsync<UnauthorizedAccessException>(async () => await Backups.CancelAsync(marketer));
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Backups.DeleteAsync("x", marketer));
        Standing.Running.ShouldBeNull();
    }

    private async Task EndAsync()
    {
        for (var i = 0; Standing.Last is null && i < 600; i++)
        {
            await Task.Delay(50);
        }

        Standing.Running.ShouldBeNull();
    }

    private async Task<List<string>> AuditAsync() => [.. (await _api.Get<AuditLog>().SearchAsync(new AuditQuery(What: "backup"))).Select(entry => entry.Entry.What)];
}
