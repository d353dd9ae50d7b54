using Microsoft.EntityFrameworkCore;
using NbaStudio.Data;

namespace NbaStudio.Hosting.Health;

internal sealed class ConsoleDatabaseCheck(IDbContextFactory<ConsoleDb> contexts) : IReadinessCheck
{
    public string Name => "console-database";

    public async ValueTask<string?> FindFaultAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Database.CanConnectAsync(stop) ? null : "console.db cannot be opened";
    }
}
