using NbaStudio.Data;

namespace NbaStudio.Hosting.Health;

internal sealed class ConsoleDatabaseCheck(ConsoleDatabase database) : IReadinessCheck
{
    public string Name => "console-database";

    public async ValueTask<string?> FindFaultAsync(CancellationToken stop) => await database.CanOpenAsync(stop) ? null : "console.db cannot be opened";
}
