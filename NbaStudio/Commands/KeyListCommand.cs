using NbaStudio.Data;

namespace NbaStudio.Commands;

/// <summary>Lists the API keys without their secrets.</summary>
internal sealed class KeyListCommand : ICommand
{
    public string Verb => "key list";

    public string Summary => "Lists the API keys, without their secrets.";

    public IReadOnlyList<CommandOption> Options => [];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var keys = await context.Services.GetRequiredService<ApiKeyStore>().ListAsync(stop);
        var lines = keys.Select(key => $"{key.Id}  {key.CreatedAt:yyyy-MM-dd HH:mm}  {(key.RevokedAt is null ? "active " : "revoked")}  {string.Join(",", key.Scopes)}  {key.Name}");
        await context.WriteAsync(keys, keys.Count == 0 ? "There is no key." : string.Join('\n', lines));
        return 0;
    }
}
